using System.Collections;
using System.Collections.Concurrent;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Entity = Concord.Domain.Common.Entity;

namespace Concord.Tests.Secrets;

/// <summary>One address to be read.</summary>
/// <param name="Path">Without the language: "/en" or "/zh" is put before it where the route has one.</param>
internal sealed record Asked(SiteRoute Route, IReadOnlyDictionary<string, string> Values, string Query)
{
    public string Path(string language) => Route.Address(language, Values) + Query;
}

/// <summary>
/// Fills the patterns of the application's addresses with values that lead somewhere: keys and ids of what is planted, keys of the programme,
/// names of kinds. Which of them a route takes is found by trying.
/// </summary>
internal sealed class Addresses(World world, IReadOnlyList<SiteRoute> routes)
{
    /// <summary>In this order whoever may enter tries an address out.</summary>
    private static readonly Reader[] Triers =
    [
        new(Role.ProgrammeManager, null), new(Role.DialogueDesk, "eu"), new(Role.Administrator, null), new(Role.FocalPoint, "eu"), new(Role.Signatory, "eu"), new(Role.Translator, null), new(null, null),
    ];

    private readonly ConcurrentDictionary<Reader, Lazy<Task<Browser>>> browsers = [];
    private readonly ConcurrentDictionary<SiteRoute, IReadOnlyList<IReadOnlyDictionary<string, string>>> known = [];
    private readonly Lazy<List<Guid>> others = new(() => Others(world));

    /// <summary>Every address of a GET, with values of every audience; in pages with a list also every filter, order, search, page and file.</summary>
    public async Task<IReadOnlyList<Asked>> AllAsync()
    {
        var asked = routes.Where(route => route.Methods.Contains("GET")).ToList();
        var found = new List<Asked>[asked.Count];
        await Parallel.ForEachAsync(asked.Index(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (one, _) =>
        {
            var (at, route) = one;
            var tuples = await TuplesOf(route);
            found[at] = [.. tuples.SelectMany(Widened).Select(values => new Asked(route, values, ""))];
            foreach (var query in await QueriesOf(route, tuples[0])) found[at].Add(new(route, tuples[0], query));
        });
        return [.. found.SelectMany(all => all).DistinctBy(one => one.Path("en"))];
    }

    /// <summary>Every combination of values of a route, each on something that exists and may be read by whoever tries.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> TuplesOf(SiteRoute route)
    {
        if (known.TryGetValue(route, out var before)) return before;

        var names = route.Parameters.Where(name => name != "handler").ToList();
        List<IReadOnlyDictionary<string, string>> found = names.Count == 0 ? [Nothing] : [];
        var required = names.TakeWhile(name => !route.MayBeLeftOut(name)).ToList();

        // Sorts of values are tried one after another: where keys of records lead somewhere, names of kinds do not.
        foreach (var sorts in Product(required.ConvertAll(name => CandidatesOf(route, name))))
        {
            foreach (var values in Product(sorts))
            {
                var filled = required.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
                if (await Leads(route, filled)) found.Add(filled);
            }

            if (found.Count > 0) break;
        }

        if (required.Count > 0 && await Leads(route, With(found.FirstOrDefault() ?? Nothing, required[0], Entity.New)) && !route.MustBeGuid(required[0])) found.Add(With(found.FirstOrDefault() ?? Nothing, required[0], Entity.New));

        // Nothing leads anywhere (it may take only POST): it is asked all the same, with what stands first.
        if (found.Count == 0) found.Add(required.ToDictionary(name => name, name => CandidatesOf(route, name)[0][0]));

        // What may be left out is added to what leads somewhere without it.
        foreach (var name in names.Except(required))
        {
            foreach (var shorter in found.Where(values => !values.Values.Contains(Entity.New)).Take(2).ToList())
            {
                foreach (var sort in CandidatesOf(route, name))
                {
                    var longer = new List<IReadOnlyDictionary<string, string>>();
                    foreach (var value in sort)
                    {
                        if (await Leads(route, With(shorter, name, value))) longer.Add(With(shorter, name, value));
                    }

                    found.AddRange(longer);
                    if (longer.Count > 0) break;
                }
            }
        }

        return known[route] = found;
    }

    /// <summary>The same address with records of every audience in place of the one that was tried, and with one that never existed.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> Widened(IReadOnlyDictionary<string, string> values)
    {
        yield return values;
        foreach (var (name, value) in values)
        {
            if (SeedOf(value) is not { } seed) continue;
            var isId = Guid.TryParse(value, out _);
            foreach (var other in world.Planting.SamplesOf(seed.Type).Where(other => other != seed))
            {
                yield return With(values, name, isId ? other.Id.ToString() : other.Name);
            }

            yield return With(values, name, isId ? "01234567-0000-7000-8000-000000000000" : "never-existed");
        }
    }

    public Seed? SeedOf(string value) => Guid.TryParse(value, out var id) ? world.Planting.Find(id) : world.Planting.Seeds.FirstOrDefault(seed => seed.Name == value);

    private static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> values, string name, string value) => new(values) { [name] = value };

    /// <summary>Sorts of values, each of one from every kind of thing.</summary>
    private List<List<string>> CandidatesOf(SiteRoute route, string name)
    {
        var planting = world.Planting;
        var samples = planting.Kinds.Concat(planting.Parts).Select(kind => planting.SamplesOf(kind.ClrType)).Where(of => of.Count > 0).ToList();
        var records = samples.Where(of => of[0].Type.IsAssignableTo(typeof(Entity))).ToList();
        List<string> ids = [.. samples.Select(of => of.First(seed => seed.Audience == Concord.Domain.Common.Audience.Public).Id.ToString())];
        List<string> otherIds = [.. others.Value.Select(id => id.ToString())];
        if (route.MustBeGuid(name)) return [ids, otherIds];

        var kinds = planting.Kinds.Select(kind => kind.ClrType.Name).ToList();
        return [[.. records.Select(of => of[0].Name)], [.. kinds], [.. kinds.Select(kind => kind.ToLowerInvariant())], [.. kinds.Select(kind => kind.ToLowerInvariant() + "s")], [.. ProgrammeKeys(2)], ids, otherIds];
    }

    /// <summary>Ids of things that are no records: accounts, grants.</summary>
    private static List<Guid> Others(World world) =>
        world.App.Behind(db =>
        {
            var ids = new List<Guid>();
            foreach (var type in db.Model.GetEntityTypes().Where(type => type.FindPrimaryKey()!.Properties is [{ ClrType: var key }] && key == typeof(Guid) && !Planting.Guarded(db.Model).Contains(type)))
            {
                var set = (IQueryable<object>)typeof(Microsoft.EntityFrameworkCore.DbContext).GetMethod("Set", 1, [])!.MakeGenericMethod(type.ClrType).Invoke(db, [])!;
                if (set.FirstOrDefault() is { } first) ids.Add((Guid)type.FindPrimaryKey()!.Properties[0].PropertyInfo!.GetValue(first)!);
            }

            return Task.FromResult(ids);
        }).GetAwaiter().GetResult();

    private IEnumerable<string> ProgrammeKeys(int each)
    {
        var programme = world.App.Services.GetService(typeof(Concord.Platform.Languages.CurrentProgramme)) is Concord.Platform.Languages.CurrentProgramme current ? current.Now : throw new InvalidOperationException();
        return programme.GetType().GetProperties()
            .Where(property => property.PropertyType.IsAssignableTo(typeof(IList)))
            .SelectMany(property => ((IList)property.GetValue(programme)!).Cast<object>().Select(one => one.GetType().GetProperty("Key")?.GetValue(one) as string).OfType<string>().Take(each))
            .Distinct();
    }

    private static IEnumerable<List<T>> Product<T>(List<List<T>> lists) =>
        lists.Aggregate((IEnumerable<List<T>>)[[]], (heads, tails) => heads.SelectMany(head => tails.Select(tail => head.Append(tail).ToList())));

    private async Task<bool> Leads(SiteRoute route, IReadOnlyDictionary<string, string> values)
    {
        foreach (var trier in Triers.Where(trier => MayEnter(route, trier)).Take(2))
        {
            using var answer = await (await As(trier)).Http.GetAsync(route.Address("en", values));
            if (answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden) && !IsSignIn(answer)) return true;
        }

        return false;
    }

    public static bool MayEnter(SiteRoute route, Reader reader) =>
        route.IsForAnyone || (reader.Role is { } role && route.Acts.All(act => Permissions.Allows(act, [role], true)));

    /// <summary>Sent to the page of the sign-in, or given it with what was sent kept in it.</summary>
    public static bool IsSignIn(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Unauthorized || answer.Headers.Location?.ToString().Contains("/sign-in", StringComparison.Ordinal) == true;

    /// <summary>What the page itself offers (links to itself, choices of its filters), and something for everything it reads from the query.</summary>
    private async Task<IReadOnlyList<string>> QueriesOf(SiteRoute route, IReadOnlyDictionary<string, string> values)
    {
        var queries = new List<string>();
        var offered = new HashSet<string>();
        foreach (var trier in Triers.Where(trier => MayEnter(route, trier)).Take(2))
        {
            var page = await (await As(trier)).Get(route.Address("en", values));
            if (page.Status != HttpStatusCode.OK || page.Document.Body is null) continue;

            var path = page.Address.Split('?')[0];
            foreach (var link in page.Document.QuerySelectorAll<IHtmlAnchorElement>("main a[href*='?']").Select(link => link.GetAttribute("href")!).Where(href => href.StartsWith(path + "?", StringComparison.Ordinal) || href.StartsWith('?')))
            {
                queries.Add(link[link.IndexOf('?', StringComparison.Ordinal)..]);
            }

            foreach (var form in page.Document.QuerySelectorAll<IHtmlFormElement>("main form").Where(form => form.Method == "get" && (form.GetAttribute("action") ?? path) == path))
            {
                foreach (var select in form.QuerySelectorAll<IHtmlSelectElement>("select"))
                {
                    offered.Add(select.Name!);
                    queries.AddRange(Some([.. select.Options.Where(option => option.Value != "")]).Select(option => $"?{select.Name}={Uri.EscapeDataString(option.Value)}"));
                }

                foreach (var input in form.QuerySelectorAll<IHtmlInputElement>("input").Where(input => !string.IsNullOrEmpty(input.Name)))
                {
                    offered.Add(input.Name!);
                    if (input.Type is "checkbox" or "radio" or "hidden") queries.Add($"?{input.Name}={Uri.EscapeDataString(input.Value)}");
                    else queries.AddRange(Searched(page).Select(word => $"?{input.Name}={Uri.EscapeDataString(word)}"));
                }
            }

            foreach (var (name, type) in route.Query.Where(one => !offered.Contains(one.Name) && !queries.Any(query => query.Contains($"{one.Name}=", StringComparison.Ordinal))))
            {
                queries.AddRange(Tried(Nullable.GetUnderlyingType(type) ?? type, page).Select(value => $"?{name}={Uri.EscapeDataString(value)}"));
            }
        }

        foreach (var handler in route.Handlers.Where(handler => handler is { Method: "GET", Name: not null })) queries.Add("?handler=" + handler.Name!.ToLowerInvariant());
        if (queries.Count > 0 || route.Query.Count > 0) queries.Add($"?q={Planting.Common}&p=2");
        return [.. queries.Distinct()];
    }

    /// <summary>Of many choices the first, the last and two between: they run through the same code.</summary>
    private static IEnumerable<T> Some<T>(List<T> choices) =>
        choices.Count <= 5 ? choices : [choices[0], choices[choices.Count / 3], choices[choices.Count * 2 / 3], choices[^1]];

    private IEnumerable<string> Tried(Type type, Page page) =>
        type == typeof(int) || type == typeof(long) ? ["1", "2", "3", "999", "-1", "2020", "2021"]
        : type == typeof(bool) ? ["true", "false"]
        : type.IsEnum ? Enum.GetNames(type)
        : type == typeof(Guid) ? world.Planting.SamplesOf(KindOn(page)).Select(seed => seed.Id.ToString())
        : type == typeof(string) ? [.. Searched(page), .. ProgrammeKeys(1)]
        : ["2020", "2021-03"];

    /// <summary>What is searched for: what all records hold, in both languages, and what one record of each audience holds.</summary>
    private IEnumerable<string> Searched(Page page)
    {
        var kind = KindOn(page);
        return world.Planting.SamplesOf(kind)
            .Where(seed => !seed.Withdrawn && seed.Rank > 0)
            .DistinctBy(seed => seed.Audience)
            .Select(seed => world.Planting.Secrets.Values.First(secret => secret.Seed.Id == seed.Id && secret.Where == $"{kind.Name}.Name.en").Token)
            .Prepend(Planting.CommonInChinese)
            .Prepend(Planting.Common);
    }

    /// <summary>The kind of record most of whose secrets stand on a page.</summary>
    private Type KindOn(Page page) =>
        Crawl.TokensIn(page.Source)
            .Select(token => world.Planting.Secrets.GetValueOrDefault(token)?.Seed.Type)
            .OfType<Type>()
            .Where(type => type.IsAssignableTo(typeof(Entity)))
            .GroupBy(type => type)
            .OrderByDescending(group => group.Count())
            .Select(group => group.Key)
            .FirstOrDefault() ?? world.Planting.Kinds[0].ClrType;

    private Task<Browser> As(Reader reader) => browsers.GetOrAdd(reader, one => new(() => one.In(world.App))).Value;
}
