using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Web.Lists;

/// <summary>One page of a list, and how long the list is: of what this reader may see.</summary>
internal sealed record Listing<T>(IReadOnlyList<T> Rows, int Count, int Page, int PageSize) : IListing
{
    public int Pages => Math.Max(1, (Count + PageSize - 1) / PageSize);

    public Drawn? Drawn { get; set; }
}

internal interface IListing
{
    int Count { get; }

    int Page { get; }

    int Pages { get; }

    /// <summary>The rows as HTML, once a page has drawn them: kept with the listing, for whom the listing itself is kept.</summary>
    Drawn? Drawn { get; set; }
}

/// <summary>What was drawn, and the signs of unofficial wording in it: the foot of the page explains them.</summary>
internal sealed record Drawn(string Html, IReadOnlyList<string> Signs);

internal static class Listing
{
    public const int PageSize = 50;

    /// <summary>Names the page in an address. Not "page": Razor Pages keeps that word for the path of the page itself, and it wins.</summary>
    public const string PageKey = "p";

    /// <summary>Reads one page of a query that is already filtered and sorted.</summary>
    /// <param name="page">From 1; beyond the end gives the last page.</param>
    public static async Task<Listing<T>> PageAsync<T>(this IQueryable<T> query, int page, CancellationToken stop, int pageSize = PageSize)
    {
        if (page <= 1)
        {
            // What does not fill the first page need not be counted.
            var first = await query.Take(pageSize).ToListAsync(stop);
            return new(first, first.Count < pageSize ? first.Count : await query.CountAsync(stop), 1, pageSize);
        }

        var count = await query.CountAsync(stop);
        var last = Math.Max(1, (count + pageSize - 1) / pageSize);
        var number = Math.Clamp(page, 1, last);
        var rows = await query.Skip((number - 1) * pageSize).Take(pageSize).ToListAsync(stop);
        return new(rows, count, number, pageSize);
    }
}

/// <summary>The address of the page being read, with something changed: lists keep their state there.</summary>
internal static class Here
{
    /// <summary>The state of the list as its address tells it: the same for the same filters, order and page.</summary>
    public static string State(HttpContext http) => http.Request.QueryString.Value ?? "";

    /// <summary>The same address with one query value set, or taken out when it is null; the page number starts again unless it is what is set.</summary>
    public static string With(HttpContext http, string name, string? value)
    {
        var query = http.Request.Query
            .Where(pair => pair.Key != name && (pair.Key != Listing.PageKey || name == Listing.PageKey))
            .SelectMany(pair => pair.Value.Where(one => !string.IsNullOrEmpty(one)), (pair, one) => KeyValuePair.Create(pair.Key, one));
        if (!string.IsNullOrEmpty(value)) query = query.Append(KeyValuePair.Create(name, (string?)value));
        return QueryHelpers.AddQueryString(http.Request.Path.Value!, query);
    }
}
