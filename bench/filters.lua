-- Filters that change with every request, so that no cache helps.
math.randomseed(os.time())
local types = { "workshop", "training", "seminar", "study-visit", "research", "event", "meeting" }
request = function()
  return wrk.format("GET", string.format("/en/activities?pillar=%d&year=%d&type=%s&p=%d",
    math.random(1, 4), math.random(2016, 2026), types[math.random(#types)], math.random(1, 5)))
end
