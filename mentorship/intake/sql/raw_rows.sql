-- A batch of rows read in Python.
insert into raw_read
select unnest(from_json($rows, '[{"row": "integer", "cells": ["varchar"]}]'), recursive := true);
