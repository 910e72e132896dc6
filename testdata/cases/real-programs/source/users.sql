-- The same users as in users.fods, as an application's table may have them: logical values are the numbers 1 and 0.
CREATE TABLE users (
  first_name TEXT, last_name TEXT, login TEXT, password TEXT, permission_group TEXT, web_rtc BOOLEAN,
  extension TEXT, primary_team TEXT, capacity_plan TEXT, active BOOLEAN, notes TEXT
);
INSERT INTO users VALUES
  ('Zoë', 'Müller', 'zoe.mueller', 'Grüner£Tee7', 'Agent Role', TRUE, '0107', 'Sales', 'Standard', TRUE,
   'Starts on Monday.' || char(10) || 'Desk by the window.'),
  ('Siobhán', 'O''Brien', 'siobhan.obrien', 'Say,"Hello";9', 'Team Leader', FALSE, '0042', 'Support', 'Premium', TRUE, NULL),
  ('José', 'Núñez, Jr.', 'jose.nunez', 'Tr0ub4dor&3', 'Agent Role', TRUE, '204', 'Sales', NULL, FALSE,
   'Brings his own headset; wants a quiet desk'),
  ('Åsa', 'Nordström (£)', 'asa.nordstroem', 'Ünter-wegs-8', 'Agent Role', FALSE, NULL, 'Support', 'Standard', TRUE, NULL),
  ('Renée', 'D''Aubigné', 'renee', 'un café, s''il vous plaît', 'Modern', TRUE, '0', 'Sales', 'Premium', FALSE,
   'Says "call me René", with one e'),
  ('Liam', 'O’Hara', 'liam.ohara', 'Abcdefg7', 'Agent Role', TRUE, '0311', 'Sales', 'Standard', TRUE,
   'The spreadsheet made the apostrophe round');
