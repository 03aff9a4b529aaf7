-- A statement on another commitment each time, with words of its own: saying the same twice is refused.
math.randomseed(os.time())
local token = os.getenv("FORM_TOKEN")
local commitments = {}
for key in os.getenv("COMMITMENTS"):gmatch("%S+") do commitments[#commitments + 1] = key end
local function encoded(word)
  return (word:gsub("[^%w]", function(c) return string.format("%%%02X", c:byte()) end))
end
local number = 0
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded" -- beside the cookie, which a table given to format would replace
request = function()
  number = number + 1
  local body = string.format("Input.Status=started&Input.On=%04d-%02d-%02d&Input.Audience=public&Input.Note.Words%%5Ben%%5D=load%%20%d%%20%d&form-token=%s",
    math.random(1000, 2020), math.random(1, 12), math.random(1, 28), number, math.random(1, 1000000), encoded(token))
  return wrk.format("POST", "/en/commitments/" .. commitments[(number - 1) % #commitments + 1] .. "/status", nil, body)
end
