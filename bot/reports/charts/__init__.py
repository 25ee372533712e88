"""Drawing: a picture's data becomes SVG, the same for the web and reports, and for PNG."""
