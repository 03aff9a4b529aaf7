using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
using Concord.Domain.People;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Bench;

/// <summary>Ten years of a busy programme, always the same: for measuring only, nothing of it is a fact.</summary>
internal sealed class Seed(WebApplication app, double size)
{
    private static readonly string[] English =
        ["return", "readmission", "visa", "facilitation", "domestic", "workers", "recruitment", "integration", "students", "researchers", "trafficking", "victims", "documents", "border", "statistics", "diaspora", "remittances", "asylum", "protection", "orientation", "labour", "mobility", "training", "standards", "cities"];

    private static readonly string[] Chinese =
        ["返回", "接纳", "签证", "便利", "家政", "工人", "招聘", "融合", "学生", "科研", "贩运", "受害", "证件", "边境", "统计", "侨民", "汇款", "庇护", "保护", "培训", "劳动", "流动", "研讨", "标准", "城市"];

    private readonly Random random = new(20261123);

    public static IReadOnlyList<string> Words => Chinese;

    public async Task SowAsync()
    {
        var organisations = await Many(1_000, number => new Organisation(Name("Organisation", "机构", number)) { Audience = Audience.Public, Party = number % 2 == 0 ? "eu" : "china", Role = OrganisationRole.Partner, Type = "ministry" });
        await Many(30_000, number => new Person(Name("Person", "人员", number), Name("Takes part", "参加活动", number), new(2030)) { OrganisationId = organisations[number % organisations.Count] });
        var commitments = await Many(5_000, number =>
        {
            var commitment = new Commitment(Name("Commitment", "承诺", number), Audience.Public) { Pillar = Pillar(number), Owner = number % 3 == 0 ? null : number % 3 == 1 ? "eu" : "china", Made = new(2016 + (number % 10), 1 + (number % 12)), Due = new(2018 + (number % 10)) };
            for (var entry = 0; entry < 10; entry++)
            {
                commitment.Record(new(Statuses[(number + entry) % Statuses.Length], entry % 2 == 0 ? Asserter.Both : Asserter.Party, "eu", new(2016 + entry, 1 + (number % 12)), Audience.Public) { Order = entry }, new(2030, 1, 1));
            }

            return commitment;
        });
        await Many(20_000, number =>
        {
            var start = new PartialDate(2016 + (number % 11), 1 + (number % 12), 1 + (number % 28));
            var activity = new Activity(Name("Activity", "活动", number), Types[number % Types.Length]) { Audience = Audience.Public, Pillar = Pillar(number), Phase = "mmsp-1", State = ActivityState.Held, HeldStart = start, HeldEnd = start };
            activity.PlacesAre([Places[number % Places.Length]]);
            activity.PartnersAre(Enumerable.Range(0, 3).Select(order => new ActivityPartner(organisations[((number * 7) + order) % organisations.Count], null, order)).ToList());
            if (number % 4 == 0) activity.Serves(commitments[number % commitments.Count]);
            return activity;
        });
    }

    private static readonly string[] Statuses = ["agreed", "started", "in-negotiation", "under-discussion", "planned", "initialled", "signed"];

    private static readonly string[] Types = ["workshop", "training", "seminar", "study-visit", "research", "event", "meeting"];

    private static readonly string[] Places = ["beijing", "shanghai", "guangzhou", "nanjing", "brussels"];

    private static string Pillar(int number) => (1 + (number % 4)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private Text Name(string english, string chinese, int number)
    {
        var words = Enumerable.Range(0, 4).Select(_ => random.Next(English.Length)).ToArray();
        return Text.In("en", $"{english} {number}: {string.Join(' ', words.Select(word => English[word]))}")
            .With("zh", new($"{chinese}{number}：{string.Concat(words.Select(word => Chinese[word]))}"));
    }

    private async Task<List<Guid>> Many<T>(int count, Func<int, T> make)
        where T : Entity
    {
        var ids = new List<Guid>();
        foreach (var batch in Enumerable.Range(0, (int)(count * size)).Chunk(500))
        {
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Me>().IsTheProgram("bench");
            var db = scope.ServiceProvider.GetRequiredService<Db>();
            var things = batch.Select(make).ToList();
            db.AddRange(things);
            await db.SaveChangesAsync();
            ids.AddRange(things.Select(thing => thing.Id));
        }

        return ids;
    }
}
