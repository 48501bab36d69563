#!lua flags=allow-oom
-- KEYS[1] a key of its own
-- Returns 1 the server takes what Redis 7 does: this first line, and SET with NX and GET, which answers what is there and keeps it
redis.call('DEL', KEYS[1])
local first = redis.call('SET', KEYS[1], 'a', 'NX', 'GET', 'PX', '1000')
local second = redis.call('SET', KEYS[1], 'b', 'NX', 'GET', 'PX', '1000')
local kept = redis.call('GET', KEYS[1])
redis.call('DEL', KEYS[1])
return (not first and second == 'a' and kept == 'a') and 1 or 0
