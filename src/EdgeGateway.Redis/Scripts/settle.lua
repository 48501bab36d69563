#!lua flags=allow-oom
-- KEYS[1] record · ARGV owner, acknowledgement, settled retention ms
-- Returns 1 settled · 0 the claim is not this owner's · -1 not a record of version 1
local record = redis.call('GET', KEYS[1])
if not record then
  return 0
elseif string.sub(record, 1, 1) ~= '1' then
  return -1
elseif string.sub(record, 2, 2) ~= 'c' or string.sub(record, 25, 46) ~= ARGV[1] then
  return 0
end

redis.call('SET', KEYS[1], '1s' .. string.sub(record, 3, 24) .. ARGV[2], 'PX', ARGV[3])
return 1
