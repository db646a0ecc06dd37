-- A database as schema 1 left it, with a row of each sort. It is history: it is never changed.
CREATE TABLE updates(
    update_id INTEGER PRIMARY KEY,
    chat TEXT NOT NULL,
    person TEXT NOT NULL,
    is_urgent INTEGER NOT NULL,
    payload TEXT,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    received REAL NOT NULL,
    ended REAL
) STRICT;
CREATE INDEX updates_by_state ON updates(state, update_id);
CREATE INDEX updates_by_chat ON updates(chat);
CREATE TABLE messages(
    message INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    is_urgent INTEGER NOT NULL,
    payload TEXT,
    state TEXT NOT NULL DEFAULT 'waiting',
    copies INTEGER NOT NULL DEFAULT 0,
    written REAL NOT NULL,
    ended REAL
) STRICT;
CREATE INDEX messages_by_state ON messages(state, message);
CREATE INDEX messages_by_chat ON messages(chat);
CREATE TABLE chats(chat TEXT PRIMARY KEY, memory TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE figures(name TEXT PRIMARY KEY, value REAL NOT NULL) STRICT, WITHOUT ROWID;

INSERT INTO updates VALUES (100, 'chat-a', 'person-a', 0, '{"update_id": 100}', 'waiting', 0, 1760000000.0, NULL);
INSERT INTO updates VALUES (101, 'chat-b', 'person-b', 1, '{"update_id": 101}', 'working', 2, 1760000001.0, NULL);
INSERT INTO updates VALUES (102, 'chat-a', 'person-a', 0, NULL, 'answered', 1, 1760000002.0, 1760000003.0);
INSERT INTO messages VALUES
    (1, 'chat-a', 0, NULL, 'sent', 1, 1760000002.0, 1760000003.0),
    (2, 'chat-a', 0,
     '{"chat_id": 7, "text": "<b>Hej</b>", "keyboard": null, "thread_id": null, "reply_to": 3, "is_plain": false}',
     'waiting', 0, 1760000004.0, NULL);
INSERT INTO chats VALUES (
    'chat-a',
    '{"language": "sv", "interview": null, "at": "r7e-arkiv", "shown": null, "quoted": [0, 0], "offered": [], "album": ""}'
);
INSERT INTO figures VALUES ('received', 3.0), ('answered', 1.0);
PRAGMA user_version = 1;
