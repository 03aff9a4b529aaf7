using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
using Concord.Domain.Rounds;

namespace Concord.Tests.Support;

/// <summary>Things for tests, whole and valid, with what matters to the test set by it.</summary>
internal static class Some
{
    public static Text Text(string english, string chinese = "测试") =>
        Concord.Domain.Common.Text.In("en", english).With("zh", new(chinese));

    public static Commitment Commitment(string name = "Some commitment", Audience? audience = null) => new(Text(name), audience ?? Audience.Public);

    public static Activity Activity(string name = "Some activity", Audience? audience = null) => new(Text(name), "workshop") { Audience = audience ?? Audience.Public };

    /// <summary>A coming round in Brussels, of which only the month is known.</summary>
    public static Round Round(string key = "a-coming-round") => new(Text("A coming round", "即将举行的一轮对话"), "high-level-dialogue") { Key = key, Start = PartialDate.Parse("2027-04"), Place = "brussels", Host = "eu", Audience = Audience.Public };

    public static Organisation Organisation(string name = "Some organisation", Audience? audience = null) => new(Text(name)) { Audience = audience ?? Audience.Public };
}
