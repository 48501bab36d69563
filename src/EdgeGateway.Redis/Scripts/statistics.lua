-- KEYS[1] a key of its own, which names the node that is asked
-- Returns {keys, bytes used, bytes allowed (0: no limit)} of that node, whoever's they are
local memory = redis.call('INFO', 'memory')
return {
  redis.call('DBSIZE'),
  tonumber(string.match(memory, 'used_memory:(%d+)')),
  tonumber(string.match(memory, 'maxmemory:(%d+)'))
}
