namespace Concord.Bilingual.Concordance;

/// <summary>What findings say, in both languages. {0} is the value of the English or first text, {1} that of the Chinese or second.</summary>
internal static class Sentences
{
    public static (string English, string Chinese) ForPair(string rule) => rule switch
    {
        "money.currency" => ("The amounts are in different currencies: {0} in the English, {1} in the Chinese.", "金额币种不同：英文为{0}，中文为{1}。"),
        "unit.differs" => ("The units differ: {0} in the English, {1} in the Chinese.", "单位不同：英文为{0}，中文为{1}。"),
        "reference.part" => ("Different parts are referred to: {0} in the English, {1} in the Chinese.", "引用的部分不同：英文为{0}，中文为{1}。"),
        "number.rounded" => ("One text rounds: {0} in the English, {1} in the Chinese.", "其中一方取了整数：英文为{0}，中文为{1}。"),
        "number.magnitude" or "money.magnitude" => ("The orders of magnitude differ: {0} in the English, {1} in the Chinese.", "数量级不同：英文为{0}，中文为{1}。"),
        "approximation.missing" => ("Only one text says that the value is not exact: {0} in the English, {1} in the Chinese.", "只有一方表明数值并不精确：英文为{0}，中文为{1}。"),
        "approximation.differs" => ("One text says more than, the other less than: {0} in the English, {1} in the Chinese.", "一方表示高于，另一方表示低于：英文为{0}，中文为{1}。"),
        "value.implied" => ("One text names the value, the other only implies it: {0} in the English, {1} in the Chinese.", "一方写明数值，另一方仅有暗示：英文为{0}，中文为{1}。"),
        "time.frequency" => ("How often differs: {0} in the English, {1} in the Chinese.", "频率不同：英文为{0}，中文为{1}。"),
        "number.lost" => ("A number has been lost: the English has {0}, the Chinese has {1}.", "数字缺失：英文为{0}，中文为{1}。"),
        _ => ("The English says {0}, the Chinese says {1}.", "英文为{0}，中文为{1}。"),
    };

    public static (string English, string Chinese) ForLost(bool inFirst) => inFirst
        ? ("A number seems to be missing here in the English.", "英文此处似缺少数字。")
        : ("A number seems to be missing here in the Chinese.", "中文此处似缺少数字。");

    public static (string English, string Chinese) ForMissing(bool inFirst) => inFirst
        ? ("The English says {0}; the Chinese has no counterpart.", "英文有{0}，中文没有对应内容。")
        : ("The Chinese says {0}; the English has no counterpart.", "中文有{0}，英文没有对应内容。");
}
