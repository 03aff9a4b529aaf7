using System.Text;
using System.Xml;
using Concord.Domain.Common;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Sitemap;

/// <summary>Tells search engines what there is: every public page in every language (sitemaps.org 0.9, with the alternates of the other languages).</summary>
internal static class SitemapRoutes
{
    private const string Space = "http://www.sitemaps.org/schemas/sitemap/0.9", Xhtml = "http://www.w3.org/1999/xhtml";

    // sitemaps.org: a file holds at most 50,000 addresses.
    private const int Most = 50_000;

    private static readonly string[] Pages = ["", "dialogue", "commitments", "activities", "partners", "partners/network", "glossary", "about", "pillars", "contact", "verify", "accessibility", "privacy"];

    public static void MapSitemap(this WebApplication app)
    {
        app.MapGet("/sitemap.xml", WriteSitemapAsync).AllowAnonymous();
        app.MapGet("/robots.txt", (HttpRequest request) => Results.Text($"User-agent: *\nAllow: /\nSitemap: {request.Scheme}://{request.Host}/sitemap.xml\n", "text/plain", Encoding.UTF8)).AllowAnonymous();
    }

    private static async Task WriteSitemapAsync(HttpContext http, Db db, CurrentProgramme programme, CancellationToken stop)
    {
        var (site, codes) = ($"{http.Request.Scheme}://{http.Request.Host}", programme.Now.Languages.Select(language => language.Code).ToList());
        var paths = await PathsAsync(db, programme, stop);
        http.Response.ContentType = "application/xml; charset=utf-8";
        await using var xml = XmlWriter.Create(http.Response.Body, new() { Async = true, Encoding = new UTF8Encoding(false) });
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "urlset", Space);
        await xml.WriteAttributeStringAsync("xmlns", "xhtml", null, Xhtml);
        foreach (var path in paths.Take(Most / Math.Max(1, codes.Count)))
        {
            foreach (var code in codes)
            {
                await xml.WriteStartElementAsync(null, "url", Space);
                await xml.WriteElementStringAsync(null, "loc", Space, $"{site}/{code}/{path}");
                foreach (var other in codes)
                {
                    await xml.WriteStartElementAsync("xhtml", "link", Xhtml);
                    await xml.WriteAttributeStringAsync(null, "rel", null, "alternate");
                    await xml.WriteAttributeStringAsync(null, "hreflang", null, other);
                    await xml.WriteAttributeStringAsync(null, "href", null, $"{site}/{other}/{path}");
                    await xml.WriteEndElementAsync();
                }

                await xml.WriteEndElementAsync();
            }
        }

        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
    }

    /// <summary>The public pages, without their language. Public whoever asks: a map of the site is no place for what a member may see.</summary>
    private static async Task<List<string>> PathsAsync(Db db, CurrentProgramme programme, CancellationToken stop)
    {
        List<string> paths = [.. Pages, .. programme.Now.Pillars.Select(pillar => "pillars/" + pillar.Key)];
        paths.AddRange(await KeysAsync("dialogue", db.Rounds));
        paths.AddRange(await KeysAsync("commitments", db.Commitments));
        paths.AddRange(await KeysAsync("activities", db.Activities));
        paths.AddRange(await KeysAsync("partners", db.Organisations));
        paths.AddRange(await KeysAsync("texts", db.ProgrammeTexts));
        return paths;

        async Task<IEnumerable<string>> KeysAsync<T>(string folder, IQueryable<T> records)
            where T : Entity =>
            (await records.Where(one => one.Audience == Audience.Public).OrderBy(one => one.Key).Select(one => one.Key).Take(Most).ToListAsync(stop)).Select(key => folder + "/" + Uri.EscapeDataString(key));
    }
}
