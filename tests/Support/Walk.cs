using System.Net;
using AngleSharp.Html.Dom;

namespace Concord.Tests.Support;

/// <summary>A page as a reader came to it by following links.</summary>
/// <param name="From">Where the link stood.</param>
internal sealed record Visit(Reader Reader, string Address, string From, Page Page, SiteRoute? Route);

/// <summary>Walks through the application along its links, from the home page and from every address that needs no id.</summary>
internal static class Walk
{
    /// <summary>Whoever sees different things: what a visitor finds, what is there to manage, and what a side does.</summary>
    public static IReadOnlyList<Reader> Walkers { get; } =
    [
        new(null, null),
        new(Concord.Platform.Accounts.Role.ProgrammeManager, null),
        new(Concord.Platform.Accounts.Role.DialogueDesk, "eu"),
        new(Concord.Platform.Accounts.Role.Administrator, null),
    ];

    /// <summary>Every page that is reached, in both languages.</summary>
    /// <param name="each">How many pages of one pattern are opened; lists lead to hundreds of the same make.</param>
    public static async Task<IReadOnlyList<Visit>> Through(App app, Reader reader, int each, IEnumerable<string>? languages = null)
    {
        var routes = await Site.Routes(app);
        using var browser = await reader.In(app);
        var visits = new List<Visit>();
        var opened = new Dictionary<string, int>();
        var seen = new HashSet<string>();
        var queue = new Queue<(string Address, string From)>();
        foreach (var language in languages ?? ["en", "zh"])
        {
            queue.Enqueue(($"/{language}/", "the beginning"));
            foreach (var route in routes.Where(route => route.Methods.Contains("GET") && route.HasLanguage && route.Parameters.All(route.MayBeLeftOut) && Secrets.Addresses.MayEnter(route, reader) && !route.Pattern.EndsWith("/error", StringComparison.Ordinal)))
            {
                queue.Enqueue((route.Address(language, new Dictionary<string, string>()), "its pattern"));
            }
        }

        while (queue.TryDequeue(out var next))
        {
            if (!seen.Add(next.Address)) continue;

            var path = next.Address.Split('?')[0];
            var route = routes.FirstOrDefault(one => one.Methods.Contains("GET") && one.Answers(path) && !one.Endpoint.RoutePattern.Parameters.Any(parameter => parameter.Name != "language"))
                ?? routes.FirstOrDefault(one => one.Methods.Contains("GET") && one.Answers(path));
            var sort = $"{path.Split('/').ElementAtOrDefault(1)} {route?.Pattern ?? path} {(next.Address.Contains('?', StringComparison.Ordinal) ? "?" : "")}";
            if (opened.GetValueOrDefault(sort) >= each) continue;

            opened[sort] = opened.GetValueOrDefault(sort) + 1;
            using var answer = await browser.Http.GetAsync(next.Address);
            if (answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther)
            {
                queue.Enqueue((answer.Headers.Location!.ToString(), next.Address));
                continue;
            }

            var page = await Page.From(answer);
            var visit = new Visit(reader, next.Address, next.From, page, route);
            visits.Add(visit);
            if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "text/html") continue;

            foreach (var link in page.Document.QuerySelectorAll("a[href], area[href], form[method=get][action]"))
            {
                var href = link.GetAttribute("href") ?? link.GetAttribute("action")!;
                if (href.StartsWith('?')) href = path + href;
                if (href.StartsWith('/') && !href.StartsWith("//", StringComparison.Ordinal)) queue.Enqueue((href.Split('#')[0], next.Address));
            }
        }

        return visits;
    }
}
