-- Ask about a mentee's sessions.
-- makes: asked
update asked
set sessions = $sessions, people = $people, rulings = $rulings, reading = $reading, ceilings = $ceilings;
