-- What a client of the API sent to be imported, so that sending it again is no second import.

CREATE TABLE idempotency_keys (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    -- What was sent, as its sender tells it from other uploads: never the upload itself.
    fingerprint TEXT NOT NULL,
    import_id INTEGER NOT NULL REFERENCES imports (id),
    -- In milliseconds since 1970.
    kept_since INTEGER NOT NULL,
    PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (kept_since);
