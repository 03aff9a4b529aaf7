using System.Text;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Concord.Platform.Files;

/// <summary>Marks a page whose form may carry a file. A file field is named after the field that holds the upload's id, with ".File" behind it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TakesFilesAttribute : Attribute;

/// <summary>
/// Forms with a file, sent by a browser without JavaScript. The file goes to the store as it comes in, and never into memory or a temporary
/// file; in its place the page finds the id of the upload, like one that a script had sent before.
/// </summary>
internal static class FilesInForms
{
    private const string FileField = ".File";
    private const int MostFields = 200;
    private const int LongestField = 1024 * 1024;
    private const int FormBytes = 2 * 1024 * 1024;

    private static readonly object Key = new();

    /// <summary>Why the file of this form was not taken, in the reader's language, and at which field; null: nothing was wrong.</summary>
    public static (string Field, string Why)? ProblemOf(HttpContext http) => http.Items[Key] as (string, string)?;

    public static void UseFilesInForms(this WebApplication app) =>
        app.Use(async (http, next) =>
        {
            if (HttpMethods.IsPost(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<TakesFilesAttribute>() is not null && BoundaryOf(http.Request) is { } boundary)
            {
                var form = await ReadAsync(http, boundary);
                if (form is null)
                {
                    http.Response.StatusCode = StatusCodes.Status400BadRequest;
                    return;
                }

                http.Features.Set<IFormFeature>(new FormFeature(form));
            }

            await next(http);
        });

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 100 } boundary ? boundary : null
            : null;

    /// <returns>Null when it is no form of ours.</returns>
    private static async Task<FormCollection?> ReadAsync(HttpContext http, string boundary)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null; // counted below, each part by its own limit
        var reader = new MultipartReader(boundary, http.Request.Body) { HeadersLengthLimit = 16 * 1024 };
        var (fields, bytes) = (new Dictionary<string, StringValues>(), 0L);
        var checkedToken = false;
        try
        {
            while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } name) return null;
                if (fields.Count >= MostFields) return null;

                if (!disposition.IsFileDisposition())
                {
                    var value = await ValueOf(section, http.RequestAborted);
                    if (value is null || (bytes += value.Length) > FormBytes) return null;
                    fields[name] = StringValues.Concat(fields.GetValueOrDefault(name), value);
                    continue;
                }

                var called = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).Value ?? "";
                if (called == "" || !name.EndsWith(FileField, StringComparison.Ordinal)) continue; // no file was chosen

                // Before anything of a file is kept: is the form ours? Its token stands before its other fields.
                http.Features.Set<IFormFeature>(new FormFeature(new FormCollection(fields)));
                if (!checkedToken && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)) return null;
                checkedToken = true;

                var field = name[..^FileField.Length];
                if (await TakeAsync(http, field, called, section.Body) is { } upload) fields[field] = upload.ToString();
            }
        }
        catch (Exception malformed) when (malformed is InvalidDataException or IOException)
        {
            return null;
        }

        await FinishAsync(http, fields);
        return new(fields);
    }

    private static async Task<string?> ValueOf(MultipartSection section, CancellationToken stop)
    {
        using var reader = new StreamReader(section.Body, Encoding.UTF8);
        var (value, piece) = (new StringBuilder(), new char[4096]);
        while (await reader.ReadAsync(piece, stop) is > 0 and var read)
        {
            if (value.Append(piece, 0, read).Length > LongestField) return null;
        }

        return value.ToString();
    }

    /// <returns>Null when the file is not taken; the page is told why.</returns>
    private static async Task<Guid?> TakeAsync(HttpContext http, string field, string name, Stream content)
    {
        var uploads = http.RequestServices.GetRequiredService<Uploads>();
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        Upload? upload = null;
        try
        {
            upload = await uploads.BeginAsync(name, null, http.RequestAborted);
            await uploads.AddAsync(upload, 0, null, content, null, http.RequestAborted, stopping);
            if (http.RequestAborted.IsCancellationRequested) throw new IOException("The sender has gone.");
            await uploads.EndAsync(upload, stopping);
        }
        catch (RuleBroken rule)
        {
            if (upload is not null) await uploads.RefuseAsync(upload, rule, stopping);
            Tell(http, field, rule);

            // Read to its end: a browser that is cut off shows its own error in place of ours.
            await content.CopyToAsync(Stream.Null, http.RequestAborted);
            return null;
        }

        if (upload.Refused is not { } refused) return upload.Id;

        Tell(http, field, new(refused.TextKey, [.. refused.Values]));
        return null;
    }

    /// <summary>An upload that a node did not bring to its end, since it was stopped, is brought to it now.</summary>
    private static async Task FinishAsync(HttpContext http, Dictionary<string, StringValues> fields)
    {
        var uploads = http.RequestServices.GetRequiredService<Uploads>();
        foreach (var value in fields.Where(field => field.Key.EndsWith(".Upload", StringComparison.Ordinal)).Select(field => field.Value))
        {
            if (Guid.TryParse(value, out var id) && await uploads.FindAsync(id, http.RequestAborted) is { Hash: null, IsComplete: true } upload) await uploads.CompleteAsync(upload, null, http.RequestAborted);
        }
    }

    private static void Tell(HttpContext http, string field, RuleBroken rule) => http.Items[Key] = (field, http.RequestServices.GetRequiredService<Words>().Of(rule));
}
