using System.Net;
using System.Xml.Linq;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Languages;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Features.Feeds;

/// <summary>The feeds hold what RFC 4287 asks for, what is new first, and nothing that is not public.</summary>
public sealed class AtomTests
{
    private static readonly XNamespace Space = "http://www.w3.org/2005/Atom";

    [Theory, Databases]
    public async Task Feeds_are_whole_in_both_languages(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();
        var ids = new HashSet<string>();
        foreach (var address in new[] { "/en/activities.atom", "/zh/activities.atom", "/en/commitments.atom", "/zh/commitments.atom" })
        {
            var feed = await ReadAsync(visitor, address);

            Assert.Equal("feed", feed.Name.LocalName);
            Assert.Equal(address[1..3], feed.Attribute(XNamespace.Xml + "lang")!.Value);
            Assert.Equal($"{app.Address}{address[1..]}", Link(feed, "self"));
            Assert.NotEmpty(Said(feed.Element(Space + "author")!, "name"));
            Assert.NotEmpty(feed.Elements(Space + "entry"));
            Assert.True(ids.Add(Said(feed, "id")));
            Assert.Equal(Said(feed, "updated"), feed.Elements(Space + "entry").Max(entry => Said(entry, "updated")));
            foreach (var entry in feed.Elements(Space + "entry"))
            {
                Assert.StartsWith("urn:uuid:", Said(entry, "id"), StringComparison.Ordinal);
                Assert.True(ids.Add(Said(entry, "id")));
                Assert.NotEmpty(Said(entry, "title"));
                Assert.NotEmpty(Said(entry, "summary"));
                Assert.True(DateTimeOffset.TryParse(Said(entry, "updated"), out _));
                Assert.True(string.CompareOrdinal(Said(entry, "published"), Said(entry, "updated")) <= 0);
                Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync(Link(entry, "alternate"))).StatusCode);
            }

            // Found by itself from the pages.
            var page = await visitor.Get(address[..3] + "/");
            Assert.Contains(page.Document.QuerySelectorAll("link[rel=alternate][type='application/atom+xml']"), link => link.GetAttribute("href") == address && !string.IsNullOrEmpty(link.GetAttribute("title")));
        }
    }

    [Fact]
    public async Task What_changed_last_stands_first_and_keeps_its_id()
    {
        await using var app = await App.On(Database.Sqlite);
        using var visitor = app.AsVisitor();
        var before = await ReadAsync(visitor, "/en/activities.atom");
        app.Clock.Advance(Duration.FromHours(2));
        var changed = await app.Behind(async db =>
        {
            var one = await db.Activities.Where(one => one.Audience == Audience.Public && !one.Fictitious).OrderBy(one => one.FirstDay).FirstAsync();
            one.Name = one.Name.With("en", new("A <new> name & more"));
            await db.SaveChangesAsync();
            return one;
        });
        await app.Settle();

        var after = await ReadAsync(visitor, "/en/activities.atom");

        var first = after.Elements(Space + "entry").First();
        Assert.Equal("A <new> name & more", Said(first, "title"));
        Assert.Equal("2026-11-23T10:00:00Z", Said(first, "updated"));
        Assert.Equal("2026-11-23T10:00:00Z", Said(after, "updated"));
        Assert.Equal(Said(before, "id"), Said(after, "id"));
        var address = $"{app.Address}en/activities/{changed.Key}";
        Assert.Equal(Said(before.Elements(Space + "entry").Single(entry => Link(entry, "alternate") == address), "id"), Said(first, "id"));
    }

    [Fact]
    public async Task Who_has_it_already_is_told_so()
    {
        await using var app = await App.On(Database.Sqlite);
        using var visitor = app.AsVisitor();
        foreach (var address in new[] { "/en/activities.atom", "/en/calendar.ics", "/en/calendar.ics?pillar=1" })
        {
            using var first = await visitor.Http.GetAsync(address);
            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var answer = await visitor.Http.SendAsync(again);

            Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Theory, Databases]
    public async Task A_new_statement_is_news_and_a_closed_one_is_not(Database database)
    {
        await using var app = await App.On(database);
        var programme = app.Services.GetRequiredService<CurrentProgramme>().Now;
        var key = await app.Behind(async db =>
        {
            var one = await db.Commitments.Include(one => one.Trail).FirstAsync(one => one.Audience == Audience.Public);
            one.Record(new(programme.Statuses[^1].Key, Asserter.Both, null, PartialDate.Parse("2026-11-20"), Audience.Public) { EnteredAt = Instant.FromUtc(2026, 11, 23, 9, 0), Note = Some.Text("Said in the open") }, new(2026, 11, 23));
            one.Record(new(programme.Statuses[^2].Key, Asserter.Both, null, PartialDate.Parse("2026-11-21"), Audience.Parties) { EnteredAt = Instant.FromUtc(2026, 11, 23, 9, 30), Note = Some.Text("Said behind doors") }, new(2026, 11, 23));
            await db.SaveChangesAsync();
            return one.Key;
        });
        await app.Settle();

        var feed = await ReadAsync(app.AsVisitor(), "/en/commitments.atom");

        var first = feed.Elements(Space + "entry").First();
        Assert.Contains("Said in the open", Said(first, "summary"), StringComparison.Ordinal);
        Assert.StartsWith(programme.Statuses[^1].Name["en"]!.Text, Said(first, "title"), StringComparison.Ordinal);
        Assert.Equal($"{app.Address}en/commitments/{key}", Link(first, "alternate"));
        Assert.DoesNotContain("Said behind doors", feed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_opened_to_the_public_is_news_from_then_on()
    {
        await using var app = await App.On(Database.Sqlite);
        var activity = await app.Has(Some.Activity("Kept among us", Audience.Team));
        app.Clock.Advance(Duration.FromDays(1));
        await app.Settle();
        Assert.DoesNotContain("Kept among us", (await ReadAsync(app.AsVisitor(), "/en/activities.atom")).ToString(), StringComparison.Ordinal);
        await app.Behind(async db =>
        {
            (await db.Activities.SingleAsync(one => one.Id == activity.Id)).Audience = Audience.Public;
            return await db.SaveChangesAsync();
        });
        await app.Settle();

        var first = (await ReadAsync(app.AsVisitor(), "/en/activities.atom")).Elements(Space + "entry").First();

        Assert.Equal("Kept among us", Said(first, "title"));
        Assert.Equal("2026-11-24T08:00:00Z", Said(first, "published"));
    }

    private static async Task<XElement> ReadAsync(Browser browser, string address)
    {
        using var answer = await browser.Http.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType!.MediaType);
        return XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
    }

    private static string Said(XElement element, string name) => element.Element(Space + name)!.Value;

    private static string Link(XElement element, string relation) => element.Elements(Space + "link").Single(link => link.Attribute("rel")!.Value == relation).Attribute("href")!.Value;
}
