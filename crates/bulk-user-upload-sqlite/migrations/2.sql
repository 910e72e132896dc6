-- The uploads that a client of the API has sent, so that sending one again does not import it twice.

CREATE TABLE idempotency_keys (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    -- A hash that tells the upload from others; never the upload itself.
    fingerprint TEXT NOT NULL,
    import_id INTEGER NOT NULL REFERENCES imports (id),
    -- In milliseconds since 1970.
    kept_since INTEGER NOT NULL,
    PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (kept_since);
