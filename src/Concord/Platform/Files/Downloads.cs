using System.Text;
using Concord.Domain.Files;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Concord.Platform.Files;

/// <summary>
/// Hands out files to those who read their records. Nothing that a sender made is ever shown inside the site: it is saved, not opened;
/// only small pictures that we drew ourselves are shown.
/// </summary>
internal static class Downloads
{
    // What is opened all the same has no rights: no script, no form, no origin.
    private const string Nothing = "default-src 'none'; sandbox; frame-ancestors 'none'";

    public static void MapDownloads(this WebApplication app)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods("/files/{id:guid}/content", methods, ContentAsync).AllowAnonymous();
        app.MapMethods("/files/{id:guid}/thumbnail", methods, ThumbnailAsync).AllowAnonymous();
        app.MapMethods("/files/shared/{token}", methods, SharedAsync).AllowAnonymous();
    }

    /// <summary>The header with which a browser saves a file under its name: in plain letters for old ones, as it is for all others.</summary>
    /// <remarks>Source: RFC 6266 section 4.3 and its appendix D, RFC 8187.</remarks>
    public static string Disposition(string name)
    {
        var extension = FileType.ExtensionOf(name);
        var plain = new string([.. Path.GetFileNameWithoutExtension(name).Where(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or ' ' or '.')]).Trim(' ', '.', '-', '_');
        if (plain.Length == 0) plain = "file";
        if (extension != "") plain += "." + extension;

        var full = new StringBuilder();
        foreach (var one in Encoding.UTF8.GetBytes(name))
        {
            if (char.IsAsciiLetterOrDigit((char)one) || "!#$&+-.^_`|~".Contains((char)one, StringComparison.Ordinal)) full.Append((char)one);
            else full.Append('%').Append(one.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return $"attachment; filename=\"{plain}\"; filename*=UTF-8''{full}";
    }

    private static async Task<IResult> ContentAsync(Guid id, HttpContext http, Db db, IFileStore store, CancellationToken stop) =>
        await SendAsync(http, await db.Files.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop), store, stop);

    /// <summary>Whoever holds the link reads what the one who made it may still read.</summary>
    private static async Task<IResult> SharedAsync(string token, HttpContext http, SharedLinks links, IFileStore store, CancellationToken stop) =>
        await SendAsync(http, await links.RedeemAsync(token, stop), store, stop);

    private static async Task<IResult> ThumbnailAsync(Guid id, HttpContext http, Db db, IFileStore store, CancellationToken stop)
    {
        var file = await db.Files.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop);
        if (file is not { IsServed: true, Thumbnail: { } thumbnail } || await store.OpenAsync(thumbnail, stop) is not { } content) return Results.NotFound();

        Guard(http);
        return Results.Stream(content, Thumbnails.Media, entityTag: new($"\"{thumbnail}\""));
    }

    private static async Task<IResult> SendAsync(HttpContext http, StoredFile? file, IFileStore store, CancellationToken stop)
    {
        if (file is not { IsServed: true, Hash: { } hash } || await store.OpenAsync(hash, stop) is not { } content) return Results.NotFound();

        Guard(http);
        http.Response.Headers.ContentDisposition = Disposition(file.Name);

        // A text says no encoding: it may be GB 18030 as well as UTF-8, and is saved as it came.
        return Results.Stream(content, file.Type, entityTag: new($"\"{hash}\""), enableRangeProcessing: true);
    }

    private static void Guard(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Nothing;
        headers[HeaderNames.CacheControl] = "private, no-cache"; // kept by the browser, but asked for each time: rights may have ended
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
