using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Http.Features;

namespace Concord.Platform.Files;

/// <summary>
/// Uploads that can be taken up again, for scripts and programs. Every request carries a header that a page of another site cannot send
/// without asking us first, and we never answer such a question: no request can be forged.
/// </summary>
/// <remarks>Source: tus resumable upload protocol 1.0.0, with the extensions creation, creation-with-upload, creation-defer-length,
/// termination, checksum and expiration.</remarks>
internal static class Tus
{
    public const string Address = "/files/uploads";
    public const string Version = "1.0.0";
    private const string PieceType = "application/offset+octet-stream";

    private static readonly Dictionary<string, HashAlgorithmName> Checksums = new()
    {
        ["sha256"] = HashAlgorithmName.SHA256,
        ["sha1"] = HashAlgorithmName.SHA1,
        ["md5"] = HashAlgorithmName.MD5,
    };

    public static void MapTus(this WebApplication app)
    {
        var uploads = app.MapGroup(Address).RequireAuthorization(Can.ReportProgress).AddEndpointFilter(SpeakTusAsync);
        uploads.MapMethods("", [HttpMethods.Options], Tell);
        uploads.MapPost("", CreateAsync);
        uploads.MapMethods("/{id:guid}", [HttpMethods.Head], AskAsync);
        uploads.MapPatch("/{id:guid}", AddAsync);
        uploads.MapDelete("/{id:guid}", EndAsync);
    }

    private static async ValueTask<object?> SpeakTusAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, answer) = (context.HttpContext.Request, context.HttpContext.Response);

        // Its own answers are read by programs: no page in their place.
        if (context.HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        answer.Headers["Tus-Resumable"] = Version;
        answer.Headers.CacheControl = "no-store";
        if (HttpMethods.IsOptions(request.Method)) return await next(context);
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != $"{request.Scheme}://{request.Host}") return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (request.Headers["Tus-Resumable"] == Version) return await next(context);

        answer.Headers["Tus-Version"] = Version;
        return Results.StatusCode(StatusCodes.Status412PreconditionFailed);
    }

    private static IResult Tell(HttpContext http, FileSettings settings)
    {
        var headers = http.Response.Headers;
        headers["Tus-Version"] = Version;
        headers["Tus-Extension"] = "creation,creation-with-upload,creation-defer-length,termination,checksum,expiration";
        headers["Tus-Max-Size"] = settings.Largest.ToString(CultureInfo.InvariantCulture);
        headers["Tus-Checksum-Algorithm"] = string.Join(',', Checksums.Keys);
        return Results.NoContent();
    }

    private static async Task<IResult> CreateAsync(HttpContext http, Uploads uploads, Words words, IHostApplicationLifetime life)
    {
        var headers = http.Request.Headers;
        var deferred = headers["Upload-Defer-Length"] == "1";
        long? size = Number(headers["Upload-Length"]);
        if (size is null != deferred || NameIn(headers["Upload-Metadata"].ToString()) is not { } name) return Results.BadRequest();

        try
        {
            var upload = await uploads.BeginAsync(name, size, http.RequestAborted);
            http.Response.Headers.Location = $"{Address}/{upload.Id}";
            Expires(http, upload);
            if (http.Request.ContentType != PieceType) return Results.StatusCode(StatusCodes.Status201Created);

            var refused = await ReceiveAsync(http, uploads, upload, 0, words, life);
            return refused ?? Results.StatusCode(StatusCodes.Status201Created);
        }
        catch (RuleBroken rule)
        {
            return Refused(StatusCodes.Status413PayloadTooLarge, words.Of(rule));
        }
    }

    private static async Task<IResult> AskAsync(Guid id, HttpContext http, Uploads uploads, CancellationToken stop)
    {
        if (await uploads.FindAsync(id, stop) is not { } upload) return Results.NotFound();

        var headers = http.Response.Headers;
        headers["Upload-Offset"] = upload.Received.ToString(CultureInfo.InvariantCulture);
        if (upload.Size is { } size) headers["Upload-Length"] = size.ToString(CultureInfo.InvariantCulture);
        else headers["Upload-Defer-Length"] = "1";
        headers["Upload-Metadata"] = "filename " + Convert.ToBase64String(Encoding.UTF8.GetBytes(upload.Name));
        Expires(http, upload);
        return Results.Ok();
    }

    private static async Task<IResult> AddAsync(Guid id, HttpContext http, Uploads uploads, Words words, IHostApplicationLifetime life)
    {
        if (http.Request.ContentType != PieceType) return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        if (Number(http.Request.Headers["Upload-Offset"]) is not { } offset) return Results.BadRequest();
        if (await uploads.FindAsync(id, http.RequestAborted) is not { } upload) return Results.NotFound();

        return await ReceiveAsync(http, uploads, upload, offset, words, life) ?? Results.NoContent();
    }

    private static async Task<IResult> EndAsync(Guid id, Uploads uploads, CancellationToken stop)
    {
        if (await uploads.FindAsync(id, stop) is not { } upload) return Results.NotFound();

        await uploads.DropAsync(upload, stop);
        return Results.NoContent();
    }

    /// <returns>Null when the piece was taken.</returns>
    private static async Task<IResult?> ReceiveAsync(HttpContext http, Uploads uploads, Upload upload, long offset, Words words, IHostApplicationLifetime life)
    {
        if (!TryChecksum(http.Request.Headers["Upload-Checksum"].ToString(), out var checksum)) return Results.BadRequest();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null; // the announced size is the limit

        try
        {
            var piece = await uploads.AddAsync(upload, offset, Number(http.Request.Headers["Upload-Length"]), http.Request.Body, checksum, http.RequestAborted, life.ApplicationStopping);
            http.Response.Headers["Upload-Offset"] = upload.Received.ToString(CultureInfo.InvariantCulture);
            Expires(http, upload);
            if (upload.Refused is { } refused) return Refused(StatusCodes.Status415UnsupportedMediaType, words.Of(new(refused.TextKey, [.. refused.Values])));

            return piece switch
            {
                Piece.Taken => null,
                Piece.Locked => Results.StatusCode(StatusCodes.Status423Locked),
                Piece.WrongChecksum => Results.StatusCode(460), // as the protocol has it
                _ => Results.Conflict(),
            };
        }
        catch (RuleBroken rule)
        {
            await uploads.RefuseAsync(upload, rule, life.ApplicationStopping);
            return Refused(StatusCodes.Status413PayloadTooLarge, words.Of(rule));
        }
    }

    private static IResult Refused(int status, string why) => Results.Text(why, "text/plain", Encoding.UTF8, status);

    private static void Expires(HttpContext http, Upload upload) => http.Response.Headers["Upload-Expires"] = upload.ExpiresAt.ToDateTimeUtc().ToString("R", CultureInfo.InvariantCulture);

    private static long? Number(string? header) => long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Pairs of a key and a value in Base64, separated by commas.</summary>
    private static string? NameIn(string metadata)
    {
        foreach (var pair in metadata.Split(',', StringSplitOptions.TrimEntries))
        {
            if (pair.Split(' ') is not ["filename", var value]) continue;

            var bytes = new byte[value.Length];
            return Convert.TryFromBase64String(value, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
        }

        return "file";
    }

    private static bool TryChecksum(string header, out (HashAlgorithmName, byte[])? checksum)
    {
        checksum = null;
        if (header == "") return true;
        if (header.Split(' ') is not [var name, var value] || !Checksums.TryGetValue(name, out var algorithm)) return false;

        var bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, bytes, out var length)) return false;
        checksum = (algorithm, bytes[..length]);
        return true;
    }
}
