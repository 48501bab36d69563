#!lua flags=allow-oom
-- KEYS[1] record · ARGV begin of this owner's claim, acknowledgement, settled retention ms
-- Returns 1 settled · 0 the claim is not this owner's · -1 not a record of version 1
local record = redis.call('GET', KEYS[1])
if record and string.sub(record, 1, 24) == ARGV[1] then
  redis.call('SET', KEYS[1], '1s' .. string.sub(record, 25, 46) .. ARGV[2], 'PX', ARGV[3])
  return 1
end
return (not record or string.sub(record, 1, 1) == '1') and 0 or -1
