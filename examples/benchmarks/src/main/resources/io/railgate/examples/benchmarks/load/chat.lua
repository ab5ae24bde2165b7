-- For wrk: asks for chat completions, one line of a file after the other: wrk -s chat.lua URL FILE
-- Lines hold no quotes. Prints one line of JSON; latencies are in microseconds.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  requests = {}
  sent = 0
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  for line in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format(nil, nil, nil,
      '{"model":"gpt-4o-mini","messages":[{"role":"user","content":"' .. line .. '"}]}')
  end
end

function request()
  local next = requests[sent % #requests + 1]
  sent = sent + 1
  return next
end

function done(summary, latency, _)
  local sent = 0
  for _, thread in ipairs(threads) do
    sent = sent + thread:get("sent")
  end
  local errors = summary.errors
  io.write(string.format(
    '{"completed":%d,"failed":%d,"sent":%d,"micros":%d,"p50":%d,"p99":%d}\n',
    summary.requests,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    sent, summary.duration, latency:percentile(50), latency:percentile(99)))
end
