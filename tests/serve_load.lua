-- serve_load.lua - what wrk (https://github.com/wg/wrk) asks of `readout serve`: COUNT requests and no more, of the
-- addresses given, in turn; in an address NUMBER stands for one that is another each time.
--
-- Call: wrk -t1 ... -s tests/serve_load.lua http://127.0.0.1:PORT -- COUNT ADDRESS...; one thread, for each counts its own.
local count, addresses, asked, answered = 0, {}, 0, 0

function init(arguments)
  count = tonumber(arguments[1])
  for i = 2, #arguments do addresses[i - 1] = arguments[i] end
end

function request()
  local address = addresses[asked % #addresses + 1]
  asked = asked + 1
  return wrk.format("GET", (address:gsub("NUMBER", tostring(asked))))
end

function response()
  answered = answered + 1
  if answered == count then io.popen("kill -INT $PPID"):close() end  -- wrk itself ends by the clock alone
end
