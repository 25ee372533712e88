"""The tables. `data` is always sealed; what queries need stands open: ids, states, times."""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    event,
    text,
)

metadata = MetaData()
Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up INTEGER only

meta = Table(
    "meta",
    metadata,
    Column("name", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", String, primary_key=True),
    Column("created", Float, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

addresses = Table(
    "addresses",
    metadata,
    Column("channel", String, primary_key=True),
    Column("address", String, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("reachable", Integer, nullable=False, server_default=text("1")),
    Column("signed_out", Float, nullable=False, server_default=text("0")),
)
"""What gave access before `signed_out` gives none any more: a link, a cookie."""

browsers = Table(
    "browsers",
    metadata,
    Column("id", String, primary_key=True),
    Column("channel", String, nullable=False),
    Column("address", String, nullable=False),
    Column("home", String, nullable=False),
    Column("hash", String, nullable=False),
    Column("before", String, nullable=False),
    Column("began", Float, nullable=False, index=True),
    Column("turned", Float, nullable=False),
    Column("seen", Float, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""Where someone is signed in. Of the secret in the cookie only hashes are kept: of the one that is
good now, since `turned`, and of the one before."""
Index("browsers_of", browsers.c.channel, browsers.c.address)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("dialogue", String, nullable=False),
    Column("status", String, nullable=False),
    Column("touched", Float, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("subject", String, nullable=False, server_default=text("''")),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("channel", String, nullable=False),
    Column("update_id", String, nullable=False),
    Column("address", String),
    Column("person", String, index=True),
    Column("received", Float, nullable=False),
    Column("status", String, nullable=False),
    Column("error", String),
    Column("data", LargeBinary),
    UniqueConstraint("channel", "update_id"),
    sqlite_autoincrement=True,  # an id is never given twice, also after an erasure
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("key", String, nullable=False, unique=True),
    Column("channel", String, nullable=False),
    Column("address", String, nullable=False),
    Column("person", String, index=True),
    Column("after", Number, nullable=False),
    Column("created", Float, nullable=False),
    Column("not_before", Float, nullable=False),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("status", String, nullable=False),
    Column("error", String),
    Column("data", LargeBinary, nullable=False),
    Column("prompt", Integer, nullable=False, server_default=text("0")),
    Column("keyboard", String),
    sqlite_autoincrement=True,
)
Index("outbox_history", outbox.c.channel, outbox.c.address, outbox.c.id)
Index("inbox_history", inbox.c.channel, inbox.c.address, inbox.c.id)

fires = Table(
    "fires",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("key", String, nullable=False, unique=True),
    Column("person", String, nullable=False, index=True),
    Column("due", Float, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("status", String, nullable=False),
    Column("done_at", Float),
)

collaborations = Table(
    "collaborations",
    metadata,
    Column("id", String, primary_key=True),
    Column("created", Float, nullable=False),
    Column("chat", String, nullable=False, server_default=text("''"), index=True),
    Column("topic", String, nullable=False, server_default=text("''")),
    Column("data", LargeBinary, nullable=False),
)
"""`chat` and `topic` are where the members' group chat is; empty without one."""

members = Table(
    "members",
    metadata,
    Column("id", String, primary_key=True),
    Column("collaboration", String, nullable=False),
    Column("person", String, nullable=False, index=True),
    Column("right", String, nullable=False),
    Column("joined", Float, nullable=False),
    Column("data", LargeBinary, nullable=False),
    UniqueConstraint("collaboration", "person"),
)

invites = Table(
    "invites",
    metadata,
    Column("id", String, primary_key=True),
    Column("hash", String, nullable=False, unique=True),
    Column("collaboration", String, nullable=False, index=True),
    Column("expires", Float, nullable=False),
    Column("left", Integer, nullable=False),
    Column("single", Integer, nullable=False),
    Column("revoked", Integer, nullable=False, server_default=text("0")),
    Column("bound", String, nullable=False, server_default=text("''"), index=True),
    Column("data", LargeBinary, nullable=False),
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", String, primary_key=True),
    Column("collaboration", String, nullable=False, index=True),
    Column("framework", String, nullable=False),
    Column("opens", Float, nullable=False),
    Column("closes", Float, nullable=False),
    Column("rules", String, nullable=False),
    Column("status", String, nullable=False),
    Column("shared", Integer, nullable=False, server_default=text("0")),
    Column("pulse", Integer, nullable=False, server_default=text("0")),
    Column("data", LargeBinary),
)
"""A round's `data` are its result and agenda, once it is published."""

schedules = Table(
    "rhythms",
    metadata,
    Column("id", String, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("collaboration", String, nullable=False, index=True),
    Column("going", Integer, nullable=False),
    Column("due", Float, index=True),
    Column("slot", Number, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""Schedules of pulses, each with its next moment; one of a person has no collaboration, and the
other way. The table keeps the name it was released with."""

calendars = Table(
    "calendars",
    metadata,
    Column("person", String, primary_key=True),
    Column("hash", String, nullable=False, index=True),
    Column("data", LargeBinary, nullable=False),
)
"""What a person's own calendar has of us. `hash`: of the secret in the address that it follows;
empty without one."""

ballots = Table(
    "ballots",
    metadata,
    Column("round", String, primary_key=True),
    Column("member", String, primary_key=True, index=True),
    Column("data", LargeBinary, nullable=False),
)
"""What members sent in for a round that is open; when it is published they go."""

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("mark", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("day", Integer, nullable=False),
)
"""Marks of updates and persons that are gone; `day` counts from the epoch."""
Index("fingerprints_old", fingerprints.c.kind, fingerprints.c.day)

replicas = Table(
    "replicas",
    metadata,
    Column("id", String, primary_key=True),
    Column("until", Float, nullable=False),
)

holdings = Table(
    "holdings",
    metadata,
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column(
        "holder",
        String,
        ForeignKey(replicas.c.id, ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
)
"""What one replica does at a time: an address's line of messages, or fetching updates."""

TRANSIENT = (replicas, holdings)
"""Tables that mean nothing once all replicas have ended."""

SEALED = {
    "people": ("id",),
    "sessions": ("id",),
    "inbox": ("channel", "update_id"),
    "outbox": ("key",),
    "collaborations": ("id",),
    "members": ("id",),
    "invites": ("id",),
    "rounds": ("id",),
    "rhythms": ("id",),
    "browsers": ("id",),
    "ballots": ("round", "member"),
    "calendars": ("person",),
    "meta": ("name",),
}
"""By table with sealed values: the columns that say, after its name, what each value belongs to."""


# As text, for all databases: an Index with a condition would load the code for every one of them.
for index in (
    "CREATE INDEX outbox_due ON outbox (channel, id) WHERE status = 'pending'",
    "CREATE INDEX outbox_keyboards ON outbox (channel, id) WHERE keyboard IS NOT NULL",
    "CREATE INDEX fires_due ON fires (due) WHERE status = 'pending'",
    "CREATE INDEX rounds_due ON rounds (closes) WHERE status = 'open'",
):
    event.listen(metadata, "after_create", DDL(index))  # type: ignore[no-untyped-call]  # not typed there
