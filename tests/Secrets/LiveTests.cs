using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using NodaTime;
using Text = Concord.Domain.Common.Text;

namespace Concord.Tests.Secrets;

/// <summary>What pages are told while they stand open keeps each side's confidence too: read as everybody, while records of every audience
/// are entered, changed, linked and withdrawn.</summary>
public sealed class LiveTests
{
    private static readonly Audience[] Audiences = [Audience.Public, Audience.Programme, Audience.Parties, Audience.Party("eu"), Audience.Party("china"), Audience.Team, Audience.Nobody];

    [Theory, Databases]
    public async Task Nobody_is_told_of_what_is_not_for_him_with_or_without_it(Database database)
    {
        var all = await Told(database, _ => true);
        foreach (var sight in new[] { Sight("public", "programme"), Sight("public", "programme", "parties", "team"), Sight("public", "programme", "parties", "party:eu"), Sight("public", "programme", "parties", "party:china") })
        {
            var own = await Told(database, sight.Contains);
            foreach (var reader in Site.Readers.Where(reader => Expected(reader).SetEquals(sight)))
            {
                Assert.Equal(own[reader], all[reader]);
                Assert.Contains(all[reader], line => line.Contains("last", StringComparison.Ordinal));
            }
        }

        Assert.Empty(all[new(Role.Administrator, null)]);
        Assert.Empty(all[new(null, null)]);
    }

    private static HashSet<string> Sight(params string[] audiences) => [.. audiences];

    /// <summary>From the table of DESIGN, not from the application. Nothing is assigned to a translator here.</summary>
    private static HashSet<string> Expected(Reader reader) => reader.Role switch
    {
        null or Role.Administrator => [],
        Role.Donor or Role.Reader or Role.Translator => ["public", "programme"],
        Role.DialogueDesk or Role.FocalPoint or Role.Signatory => ["public", "programme", "parties", "party:" + reader.Party],
        _ => ["public", "programme", "parties", "team"],
    };

    /// <summary>What everybody is told, as it came over the line, when the records of these audiences are there.</summary>
    private static async Task<Dictionary<Reader, List<string>>> Told(Database database, Func<string, bool> isThere)
    {
        await using var app = await App.On(database);
        app.Clock.Advance(Duration.FromHours(1));
        var lines = new Dictionary<Reader, Listener>();
        foreach (var reader in Site.Readers) lines[reader] = await Listener.To(await reader.In(app));

        foreach (var (number, audience) in Audiences.Index())
        {
            app.Clock.Reset(Instant.FromUtc(2026, 11, 23, 10, number));
            if (isThere(audience.Code)) await Plant(app, audience);
            await Marker(app, lines, $"entered-{number}");
            if (isThere(audience.Code)) await Withdraw(app, audience);
            await Marker(app, lines, $"withdrawn-{number}");
        }

        app.Clock.Reset(Instant.FromUtc(2026, 11, 23, 11, 0));
        await Marker(app, lines, "last");
        var told = new Dictionary<Reader, List<string>>();
        foreach (var (reader, line) in lines)
        {

            // Entries of one moment come in the order of ids that are drawn at random.
            told[reader] = [.. line.All.Select(news => $"{news.Address} {news.Id} {news.Who} {news.Mine}").Order(StringComparer.Ordinal)];
            Assert.DoesNotContain(line.Lines, one => one.Contains("secret", StringComparison.Ordinal));
            await line.DisposeAsync();
        }

        return told;
    }

    private static string KeyOf(Audience audience) => "of-" + audience.Code.Replace(':', '-');

    /// <summary>A record of its own, with a statement; and on a record that everybody reads, a statement that fewer may know.</summary>
    private static async Task Plant(App app, Audience audience)
    {
        await app.Has(new Commitment(Text.In("en", "secret"), audience) { Key = KeyOf(audience) });
        await app.Behind(async db =>
        {
            db.Because("secret");
            Say(db.Commitments.Single(one => one.Key == KeyOf(audience)), "started");
            await db.SaveChangesAsync();
            if (audience != Audience.Public) Say(db.Commitments.OrderBy(one => one.Key).First(one => one.Audience == Audience.Public && one.Key.StartsWith("CM-")), "planned");
            return await db.SaveChangesAsync();
        });

        void Say(Commitment commitment, string status) =>
            commitment.Record(new(status, AsserterOf(audience), PartyOf(audience), null, audience) { Words = Text.In("en", "secret of " + audience.Code) }, new(2030, 1, 1));
    }

    private static Task Withdraw(App app, Audience audience) =>
        app.Behind(async db =>
        {
            db.Commitments.Single(one => one.Key == KeyOf(audience)).Withdraw("secret", app.Clock.GetCurrentInstant());
            return await db.SaveChangesAsync();
        });

    /// <summary>Something that everybody is told: then they have been told what came before it too.</summary>
    private static async Task Marker(App app, Dictionary<Reader, Listener> lines, string key)
    {
        await app.Has(new Commitment(Text.In("en", key), Audience.Public) { Key = key });
        foreach (var (reader, line) in lines.Where(one => Expected(one.Key).Count > 0)) await line.First(news => news.Address == "/commitments/" + key);
    }

    private static Asserter AsserterOf(Audience audience) => audience.PartyKey is null or "-" ? Asserter.Team : Asserter.Party;

    private static string? PartyOf(Audience audience) => audience.PartyKey is "-" ? null : audience.PartyKey;
}
