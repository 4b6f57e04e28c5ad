-- The tables of the records.

-- Passwords are kept as they are: every account here was made by the mock for the mock.
CREATE TABLE IF NOT EXISTS pacer_accounts (
    username TEXT PRIMARY KEY, password TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL,
    number INTEGER NOT NULL, kind TEXT NOT NULL, client_code_required INTEGER NOT NULL,
    otp_secret TEXT, update_required INTEGER NOT NULL, files_elsewhere INTEGER NOT NULL,
    updates_skipped INTEGER NOT NULL DEFAULT 0, last_passcode_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS cmecf_accounts (
    court TEXT NOT NULL, login TEXT NOT NULL, password TEXT NOT NULL, name TEXT NOT NULL,
    kind TEXT NOT NULL, PRIMARY KEY (court, login)
) STRICT;
-- Once is a rule of the records: no code path can link either account of a court twice.
CREATE TABLE IF NOT EXISTS links (
    court TEXT NOT NULL, cmecf_login TEXT NOT NULL, pacer_username TEXT NOT NULL,
    linked_at TEXT NOT NULL,
    UNIQUE (court, cmecf_login), UNIQUE (court, pacer_username)
) STRICT;
CREATE TABLE IF NOT EXISTS notices (
    id INTEGER PRIMARY KEY, message BLOB NOT NULL, sent_at TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS failed_tries (
    account TEXT PRIMARY KEY, count INTEGER NOT NULL, last_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS mailbox (
    id INTEGER PRIMARY KEY, message_id TEXT UNIQUE NOT NULL, message BLOB NOT NULL
) STRICT;
