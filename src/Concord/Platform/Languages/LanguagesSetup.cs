using System.Globalization;
using Concord.Domain.Programmes;
using Microsoft.Extensions.Localization;

namespace Concord.Platform.Languages;

internal static class LanguagesSetup
{
    public static void AddLanguages(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Texts>();
        builder.Services.AddSingleton<CurrentProgramme>();
        builder.Services.AddSingleton<Languages>();
        builder.Services.AddSingleton<Today>();
        builder.Services.AddScoped<Words>();
        builder.Services.AddScoped<ToTranslate>();
        builder.Services.AddSingleton<KeptGlossaries>();
        builder.Services.AddScoped<CheckersGlossary>();
        builder.Services.AddSingleton<IStringLocalizerFactory, WordsForForms>();
        builder.Services.Configure<RouteOptions>(routes => routes.ConstraintMap["language"] = typeof(LanguageInAddress));
    }

    /// <summary>The language of the address is the language of the answer; an address without one answers in the reader's.</summary>
    public static void UseReadersLanguage(this WebApplication app) =>
        app.Use((http, next) =>
        {
            http.RequestServices.GetRequiredService<Words>().SpeakIn(LanguageOf(http));
            return next(http);
        });

    /// <summary>By the address, else by what the browser prefers, else the programme's first.</summary>
    public static Language LanguageOf(HttpContext http)
    {
        var languages = http.RequestServices.GetRequiredService<Languages>();
        var first = http.Request.Path.Value?.Split('/', 3).ElementAtOrDefault(1) ?? "";
        if (languages[first] is { } addressed) return addressed;

        var preferred = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(one => one.Quality ?? 1).Select(one => one.Value.Value?.Split('-')[0] ?? "");
        return preferred.Select(code => languages[code]).FirstOrDefault(one => one is not null) ?? languages.All[0];
    }

    public static void MapRoot(this WebApplication app) =>
        app.MapGet("/", (HttpContext http) =>
        {
            http.Response.Headers.Vary = "Accept-Language";
            return Results.Redirect($"/{LanguageOf(http).Code}/");
        }).AllowAnonymous();
}

/// <summary>Only a language of the programme may stand first in an address.</summary>
internal sealed class LanguageInAddress(Languages languages) : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is string code && languages[code] is not null;
}

/// <summary>Gives the framework's validation the sentences of the interface, in the language of the request.</summary>
internal sealed class WordsForForms(Texts texts, CurrentProgramme programme) : IStringLocalizerFactory, IStringLocalizer
{
    public LocalizedString this[string name] => this[name, []];

    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var code = programme.Now.Languages.FirstOrDefault(language => language.Culture == CultureInfo.CurrentUICulture.Name)?.Code ?? programme.Now.Languages[0].Code;
            var found = texts.Find(name, code, programme.Now);
            return found is null
                ? new(name, name, true)
                : new(name, string.Format(CultureInfo.CurrentCulture, found.Value.Sentence.Other, arguments));
        }
    }

    public IStringLocalizer Create(Type resourceSource) => this;

    public IStringLocalizer Create(string baseName, string location) => this;

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => texts.Keys.Select(key => this[key]);
}
