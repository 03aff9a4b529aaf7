using System.Globalization;
using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>Values as people read them.</summary>
internal static class Shown
{
    private static readonly CultureInfo plain = CultureInfo.InvariantCulture;
    private static readonly string[] months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    // Of the several that a word may stand for, the first here is told.
    private static readonly (Force Force, string Neutral, string English, string Chinese)[] forces =
    [
        (Force.Shall, "shall", "obligation", "义务"),
        (Force.MustNot, "shall not", "prohibition", "禁止"),
        (Force.NeedNot, "need not", "no obligation", "无义务"),
        (Force.Should, "should", "recommendation", "应当、宜"),
        (Force.May, "may", "permission", "许可"),
        (Force.Possible, "possibly", "possibility", "可能"),
        (Force.Will, "will", "future", "将来"),
        (Force.Intend, "intend", "intention", "打算"),
        (Force.Hope, "hope", "wish", "希望"),
        (Force.Undertake, "undertake", "undertaking", "承诺"),
        (Force.Endeavour, "endeavour", "best efforts", "尽力"),
        (Force.Discourage, "discourage", "advice against", "不建议"),
        (Force.Encourage, "encourage", "encouragement", "鼓励"),
        (Force.InPrinciple, "agree in principle", "agreement in principle", "原则上同意"),
        (Force.Agree, "agree", "agreement", "同意"),
        (Force.Decide, "decide", "decision", "决定"),
        (Force.Appreciate, "appreciate", "appreciation", "赞赏"),
        (Force.Concern, "concern", "concern", "关切"),
        (Force.Regret, "regret", "regret", "遗憾"),
        (Force.Note, "note", "taking note", "注意到"),
        (Force.Welcome, "welcome", "welcome", "欢迎"),
        (Force.Consider, "consider", "consideration", "审议"),
        (Force.Recall, "recall", "recalling", "回顾"),
        (Force.Reaffirm, "reaffirm", "reaffirmation", "重申"),
        (Force.Request, "request", "request", "请求"),
        (Force.Invite, "invite", "invitation", "邀请"),
        (Force.Urge, "urge", "urging", "敦促"),
        (Force.Recommend, "recommend", "proposal", "建议"),
        (Force.Approve, "approve", "approval", "批准"),
        (Force.Emphasise, "emphasise", "emphasis", "强调"),
        (Force.Support, "support", "support", "支持"),
        (Force.Offer, "offer", "offer", "愿意提供"),
        (Force.Refuse, "refuse", "refusal", "拒绝"),
        (Force.Object, "object", "objection", "反对"),
        (Force.Insist, "insist", "insistence", "坚持"),
        (Force.Order, "order", "order", "责令"),
        (Force.Receive, "acknowledge receipt", "receipt", "收到"),
        (Force.Accept, "accept", "acceptance", "接受"),
        (Force.Confirm, "confirm", "confirmation", "确认"),
        (Force.Inform, "inform", "information", "通报"),
        (Force.Doubt, "doubt", "doubt", "质疑"),
        (Force.Thank, "thank", "thanks", "感谢"),
        (Force.Condemn, "condemn", "condemnation", "谴责"),
        (Force.Waive, "waive", "waiver", "放弃"),
        (Force.Reserve, "reserve", "reservation", "保留"),
    ];

    private const string ChineseDays = "一二三四五六日";

    /// <summary>A form that is the same for both languages.</summary>
    public static string Neutral(in Mark mark)
    {
        if (mark.IsHuge || Math.Abs(mark.Value) >= Exact.Most) return "too large to compare";
        var value = Number(mark.Value);
        return mark.Kind switch
        {
            MarkKind.Percent => value + " %",
            MarkKind.Points => value + " pp",
            MarkKind.Multiple => value + " ×",
            MarkKind.Fraction => value,
            MarkKind.Ordinal => value + ".",
            MarkKind.Year => mark.Value.ToString("0000", plain),
            MarkKind.Month => "--" + mark.Value.ToString("00", plain),
            MarkKind.Day => "---" + mark.Value.ToString("00", plain),
            MarkKind.Weekday => Named(weekdays, mark.Value)[..3],
            MarkKind.Decade => value + "s",
            MarkKind.Century => "C" + value,
            MarkKind.Quarter => "Q" + value,
            MarkKind.HalfYear => "H" + value,
            MarkKind.Time => Clock(mark.Value),
            MarkKind.Vague => "~" + value,
            MarkKind.Currency => Units.NameOf(mark.Unit),
            MarkKind.Frequency => value + "/yr",
            MarkKind.Stage or MarkKind.DayPart or MarkKind.Season => NamedInEnglish(mark),
            MarkKind.Letter => ((char)mark.Value).ToString(),
            MarkKind.RelativeYear or MarkKind.RelativeMonth or MarkKind.RelativeDay or MarkKind.Gap => "",
            _ => mark.Unit == Unit.None ? value : value + " " + Units.NameOf(mark.Unit),
        };
    }

    public static string InEnglish(in Mark mark)
    {
        if (mark.IsHuge || Math.Abs(mark.Value) >= Exact.Most) return "a number too large to compare";
        var value = Grouped(mark.Value);
        return mark.Kind switch
        {
            MarkKind.Percent => value + "%",
            MarkKind.Points => value + " percentage points",
            MarkKind.Multiple => value + " times",
            MarkKind.Ordinal => "number " + value + PartInEnglish(mark.Part),
            MarkKind.Year => "the year " + Number(mark.Value),
            MarkKind.Month => Named(months, mark.Value),
            MarkKind.Day => "day " + value,
            MarkKind.Weekday => Named(weekdays, mark.Value),
            MarkKind.Decade => "the " + Number(mark.Value) + "s",
            MarkKind.Century => "century " + value,
            MarkKind.Quarter => "quarter " + value,
            MarkKind.HalfYear => "half-year " + value,
            MarkKind.Time => Clock(mark.Value),
            MarkKind.Vague => "an indefinite number",
            MarkKind.Currency => Units.NameOf(mark.Unit),
            MarkKind.Frequency => OftenInEnglish(mark.Value),
            MarkKind.Stage or MarkKind.DayPart or MarkKind.Season => NamedInEnglish(mark),
            MarkKind.Letter => ((char)mark.Value).ToString(),
            MarkKind.RelativeYear => "a year not named",
            MarkKind.RelativeMonth => "a month not named",
            MarkKind.RelativeDay => mark.Value switch { 1 => "the same day", 2 => "the next day", 3 => "the day before", _ => "a day not named" },
            MarkKind.Gap => "no number where one belongs",
            _ => ApproximatelyInEnglish(mark.Approximation) + (mark.Unit == Unit.None ? value : value + " " + Units.NameOf(mark.Unit)) + PartInEnglish(mark.Part),
        };
    }

    public static string InChinese(in Mark mark)
    {
        if (mark.IsHuge || Math.Abs(mark.Value) >= Exact.Most) return "位数过多、无法比较的数字";
        var value = Grouped(mark.Value);
        return mark.Kind switch
        {
            MarkKind.Percent => value + "%",
            MarkKind.Points => value + "个百分点",
            MarkKind.Multiple => value + "倍",
            MarkKind.Ordinal => "第" + value + PartInChinese(mark.Part),
            MarkKind.Year => Number(mark.Value) + "年",
            MarkKind.Month => value + "月",
            MarkKind.Day => value + "日",
            MarkKind.Weekday => "星期" + (mark.Value is >= 1 and <= 7 ? ChineseDays[(int)mark.Value - 1] : '?'),
            MarkKind.Decade => Number(mark.Value) + "年代",
            MarkKind.Century => value + "世纪",
            MarkKind.Quarter => "第" + value + "季度",
            MarkKind.HalfYear => mark.Value == 1 ? "上半年" : "下半年",
            MarkKind.Time => Clock(mark.Value),
            MarkKind.Vague => "不确定的数量",
            MarkKind.Currency => UnitInChinese(mark.Unit),
            MarkKind.Frequency => OftenInChinese(mark.Value),
            MarkKind.Stage or MarkKind.DayPart or MarkKind.Season => NamedInChinese(mark),
            MarkKind.Letter => ((char)mark.Value).ToString(),
            MarkKind.RelativeYear => "未写明的年份",
            MarkKind.RelativeMonth => "未写明的月份",
            MarkKind.RelativeDay => mark.Value switch { 1 => "当日", 2 => "次日", 3 => "前一日", _ => "未写明的日期" },
            MarkKind.Gap => "缺数字之处",
            _ => ApproximatelyInChinese(mark.Approximation) + value + UnitInChinese(mark.Unit) + PartInChinese(mark.Part),
        };
    }

    public static string Neutral(Cue cue) => cue switch
    {
        Cue.NotAfter => "not after",
        Cue.NotBefore => "not before",
        Cue.Success or Cue.Inclusion or Cue.Exclusion => cue.ToString().ToLowerInvariant(),
        _ => "not",
    };

    public static string InEnglish(Cue cue) => cue switch
    {
        Cue.Success => "success",
        Cue.Inclusion => "inclusion",
        Cue.Exclusion => "exclusion",
        Cue.NotAfter => "at the latest",
        Cue.NotBefore => "at the earliest",
        _ => "denial",
    };

    public static string InChinese(Cue cue) => cue switch
    {
        Cue.Success => "成功",
        Cue.Inclusion => "包括",
        Cue.Exclusion => "不包括",
        Cue.NotAfter => "最迟",
        Cue.NotBefore => "最早",
        _ => "否定",
    };

    public static string Neutral(Force force) => Find(force).Neutral;

    public static string InEnglish(Force force) => Find(force).English;

    public static string InChinese(Force force) => Find(force).Chinese;

    private static (Force Force, string Neutral, string English, string Chinese) Find(Force force) => Array.Find(forces, one => (one.Force & force) != 0);

    private static string Number(decimal value) => value.ToString("0.############", plain);

    private static string Grouped(decimal value) => value.ToString("#,0.####", plain);

    private static string NamedInEnglish(in Mark mark) => (mark.Kind, (int)mark.Value) switch
    {
        (MarkKind.Stage, 1) => "early",
        (MarkKind.Stage, 2) => "in the middle",
        (MarkKind.Stage, _) => "late",
        (MarkKind.DayPart, 1) => "morning",
        (MarkKind.DayPart, 2) => "afternoon",
        (MarkKind.DayPart, _) => "evening",
        (_, 1) => "spring",
        (_, 2) => "summer",
        (_, 3) => "autumn",
        _ => "winter",
    };

    private static string NamedInChinese(in Mark mark) => (mark.Kind, (int)mark.Value) switch
    {
        (MarkKind.Stage, 1) => "初",
        (MarkKind.Stage, 2) => "中期",
        (MarkKind.Stage, _) => "末",
        (MarkKind.DayPart, 1) => "上午",
        (MarkKind.DayPart, 2) => "下午",
        (MarkKind.DayPart, _) => "晚上",
        (_, 1) => "春季",
        (_, 2) => "夏季",
        (_, 3) => "秋季",
        _ => "冬季",
    };

    private static string OftenInEnglish(decimal timesAYear) => timesAYear >= 1 ? $"{Grouped(timesAYear)} times a year" : $"once in {Grouped(decimal.Round(1 / timesAYear, 1))} years";

    private static string OftenInChinese(decimal timesAYear) => timesAYear >= 1 ? $"每年{Grouped(timesAYear)}次" : $"每{Grouped(decimal.Round(1 / timesAYear, 1))}年一次";

    private static string Named(string[] names, decimal value) => value >= 1 && value <= names.Length ? names[(int)value - 1] : Number(value);

    private static string Clock(decimal minutes)
    {
        var whole = (((int)minutes % 1440) + 1440) % 1440;
        return string.Create(plain, $"{whole / 60:00}:{whole % 60:00}");
    }

    private static string ApproximatelyInEnglish(Approximation approximation) => approximation switch { Approximation.About => "about ", Approximation.Over => "more than ", Approximation.Under => "at most or nearly ", _ => "" };

    private static string ApproximatelyInChinese(Approximation approximation) => approximation switch { Approximation.About => "约", Approximation.Over => "超过", Approximation.Under => "至多或近", _ => "" };

    private static string PartInEnglish(Part part) => part == Part.None ? "" : $" ({part.ToString().ToLowerInvariant()})";

    private static string PartInChinese(Part part) => part switch { Part.Article => "条", Part.Paragraph => "款（段）", Part.Item => "项", Part.Chapter => "章", Part.Section => "节（部分）", Part.Annex => "（附件）", Part.Phase => "期", Part.Session => "届", _ => "" };

    private static string UnitInChinese(Unit unit) => unit switch
    {
        Unit.None => "",
        Unit.Euro => "欧元",
        Unit.UsDollar => "美元",
        Unit.Dollar => "元（某种dollar）",
        Unit.Yuan => "元人民币",
        Unit.YuanSign => "元（¥）",
        Unit.Pound => "英镑",
        Unit.Yen => "日元",
        Unit.Franc => "法郎",
        Unit.HongKongDollar => "港元",
        Unit.AustralianDollar => "澳元",
        Unit.CanadianDollar => "加元",
        Unit.Rouble => "卢布",
        Unit.Won => "韩元",
        Unit.Rupee => "卢比",
        Unit.Krone => "克朗",
        Unit.Second => "秒",
        Unit.Minute => "分钟",
        Unit.Hour => "小时",
        Unit.DayLong => "天",
        Unit.WorkingDay => "个工作日",
        Unit.WeekLong => "周",
        Unit.MonthLong => "个月",
        Unit.YearLong => "年",
        Unit.Metre => "米",
        Unit.Kilometre => "公里",
        Unit.Hectare => "公顷",
        Unit.Mu => "亩",
        Unit.Celsius => "摄氏度",
        _ => Units.NameOf(unit),
    };
}
