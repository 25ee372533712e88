"""What all pages share: looks, forms, tokens, sign-in, security."""
