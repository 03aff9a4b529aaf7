using System.Diagnostics;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Diagnostics;

namespace Concord.Platform.Web;

/// <summary>Whatever goes wrong, the answer is a page in the reader's language that says what happened and what to do.</summary>
internal static class ErrorPages
{
    public const string Path = "/error";

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            CreateScopeForErrors = true,
            ExceptionHandlingPath = Path,
            StatusCodeSelector = failure => failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute(Path, "?status={0}");

        // Both lead here with the first address at hand, and go on to the page of its language.
        app.Use((http, next) =>
        {
            if (http.Request.Path == Path && OriginalPath(http) is { } original)
            {
                var language = http.RequestServices.GetRequiredService<Languages.Languages>()[original.Split('/', 3).ElementAtOrDefault(1) ?? ""] ?? LanguagesSetup.LanguageOf(http);
                http.Request.Path = $"/{language.Code}{Path}";
                http.Request.Method = HttpMethods.Get;
            }

            return next(http);
        });
    }

    /// <summary>The address that was asked for; null when the error page itself was.</summary>
    public static string? OriginalPath(HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? http.Features.Get<IExceptionHandlerPathFeature>()?.Path;

    /// <summary>What a user can quote to the people who run the installation; it stands in the log beside the cause.</summary>
    public static string Reference(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
}
