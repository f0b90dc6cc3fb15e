-- One batch of rows that Python has read.
-- makes: raw_read
insert into raw_read
select unnest(from_json($rows, '[{"row": "integer", "cells": ["varchar"]}]'), recursive := true);
