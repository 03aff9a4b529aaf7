using System.Security.Cryptography;
using System.Text;
using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Feeds;

namespace Concord.Features.Feeds;

/// <summary>What programs fetch: feeds of what is new, and calendars. Public, whoever asks; only the file of one round is for its reader.</summary>
internal static class FeedRoutes
{
    public static void MapFeeds(this WebApplication app)
    {
        app.MapGet("/{language:language}/activities.atom", (HttpContext http, Today today, CancellationToken stop) =>
            AsVisitor.AnswerAsync(http, async (db, words) => Answer(await NewActivities.WriteAsync(db, words, Site(http), today, stop), Atom.Type, Site(http)))).AllowAnonymous();
        app.MapGet("/{language:language}/commitments.atom", (HttpContext http, Today today, CancellationToken stop) =>
            AsVisitor.AnswerAsync(http, async (db, words) => Answer(await NewStatements.WriteAsync(db, words, Site(http), today, stop), Atom.Type, Site(http)))).AllowAnonymous();
        app.MapGet("/{language:language}/calendar.ics", (HttpContext http, string? pillar, string? phase, CancellationToken stop) =>
            AsVisitor.AnswerAsync(http, async (db, words) =>
            {
                var calendar = new ProgrammeCalendar(db, words, Site(http));
                return calendar.Knows(pillar, phase) ? Calendar(http, words.Programme.Key, await calendar.WholeAsync(pillar, phase, stop)) : Results.NotFound();
            })).AllowAnonymous();
        app.MapGet("/{language:language}/activities/{key}.ics", (HttpContext http, string key, CancellationToken stop) =>
            AsVisitor.AnswerAsync(http, async (db, words) => await new ProgrammeCalendar(db, words, Site(http)).ActivityAsync(key, stop) is { } found ? Calendar(http, key, found) : Results.NotFound())).AllowAnonymous();
        app.MapGet("/{language:language}/dialogue/{key}.ics", (HttpContext http, string key, CancellationToken stop) =>
            AsVisitor.AnswerAsync(http, async (db, words) => await new ProgrammeCalendar(db, words, Site(http)).RoundAsync(key, stop) is { } found ? Calendar(http, key, found) : Results.NotFound())).AllowAnonymous();

        // A file to keep, not to subscribe to: it holds what whoever asks may read.
        app.MapGet("/{language:language}/dialogue/{key}/calendar.ics", async (HttpContext http, string key, Db db, Me me, Words words, CancellationToken stop) =>
        {
            http.Response.Headers.CacheControl = "private, no-cache";
            return await new ProgrammeCalendar(db, words, Site(http), withTimes: me.Clearance.MayRead(Audience.Parties)).RoundAsync(key, stop) is { } found ? Calendar(http, key, found) : Results.NotFound();
        }).AllowAnonymous();
    }

    /// <summary>Shown in a calendar program, or saved under a name that tells what it is.</summary>
    private static IResult Calendar(HttpContext http, string name, byte[] calendar)
    {
        http.Response.Headers.ContentDisposition = $"inline; filename=\"{name}.ics\"";
        return Answer(calendar, ICalendar.Type, Site(http));
    }

    /// <summary>Under a tag of its content, without the address of the site in it: a program that asks every hour is told in a line that
    /// nothing is new. Weak, since it may travel compressed.</summary>
    private static IResult Answer(byte[] content, string type, Uri site)
    {
        var said = Encoding.UTF8.GetString(content).Replace("\r\n ", "", StringComparison.Ordinal).Replace(site.AbsoluteUri, "/", StringComparison.Ordinal);
        return Results.Bytes(content, type, entityTag: new($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)).AsSpan(0, 12))}\"", isWeak: true));
    }

    private static Uri Site(HttpContext http) => new($"{http.Request.Scheme}://{http.Request.Host}");
}
