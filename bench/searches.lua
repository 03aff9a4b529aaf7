-- Two-character Chinese words, two of them together, changing with every request.
math.randomseed(os.time())
local words = { "返回", "接纳", "签证", "便利", "家政", "工人", "招聘", "融合", "学生", "科研", "贩运", "受害", "证件",
  "边境", "统计", "侨民", "汇款", "庇护", "保护", "培训", "劳动", "流动", "研讨", "标准", "城市" }
local function encoded(word)
  return (word:gsub(".", function(c) return string.format("%%%02X", c:byte()) end))
end
request = function()
  return wrk.format("GET", "/zh/search?q=" .. encoded(words[math.random(#words)]) .. "%20" .. encoded(words[math.random(#words)])
    .. "&p=" .. math.random(1, 3))
end
