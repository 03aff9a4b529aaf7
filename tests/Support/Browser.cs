using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Concord.Tests.Support;

/// <summary>A reader with a plain HTTP client: follows links and submits forms as a browser without JavaScript would.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient http;
    private readonly CookieContainer cookies = new() { PerDomainCapacity = 150 }; // as many as browsers keep: peers on other ports are the same host

    public Browser(App app, string? cookie)
        : this(app.Address, cookie)
    {
    }

    /// <param name="home">Where the application answers: perhaps in a process of its own.</param>
    public Browser(Uri home, string? cookie)
    {
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies, UseCookies = true, AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = home };
        if (cookie is not null) cookies.SetCookies(home, cookie);
    }

    public HttpClient Http => http;

    /// <summary>The cookies this browser holds for an application.</summary>
    public CookieCollection CookiesOf(App app) => cookies.GetCookies(app.Address);

    /// <summary>Takes over the cookies of another browser.</summary>
    public void Keep(CookieCollection others) => cookies.Add(others);

    public CookieContainer Cookies => cookies;

    /// <summary>Reads a page, following redirects.</summary>
    public async Task<Page> Get(string address) => await Follow(await http.GetAsync(address));

    /// <summary>Fills in the form of a page and sends it, with all it holds.</summary>
    /// <param name="fields">Field name to value; null leaves the field out. Fields not named keep what the page put there.</param>
    /// <param name="form">CSS selector of the form; by default the first form in main that posts and is seen without JavaScript.</param>
    /// <param name="files">Files to send with it, in the field of that name; the form is then sent in parts.</param>
    public async Task<Page> Submit(Page page, IReadOnlyDictionary<string, string?> fields, string form = "main form[method=post]:not([hidden])", params (string Field, string Name, byte[] Content)[] files)
    {
        var found = (IHtmlFormElement)(page.Document.QuerySelector(form) ?? throw new InvalidOperationException($"No form '{form}' on {page.Address}:\n{page.Text}"));
        var values = found.Elements.OfType<IHtmlElement>()
            .Select(element => element switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => default,
                IHtmlInputElement input => (input.Name, (string?)input.Value),
                IHtmlTextAreaElement area => (area.Name, area.Value.TrimStart('\n')),
                IHtmlSelectElement select => (select.Name, select.Value),
                _ => default,
            })
            .Where(pair => !string.IsNullOrEmpty(pair.Item1))
            .Select(pair => KeyValuePair.Create(pair.Item1!, pair.Item2 ?? ""))
            .Where(pair => !fields.ContainsKey(pair.Key))
            .Concat(fields.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!)));
        if (files.Length > 0)
        {
            using var parts = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 };
            foreach (var (name, value) in values) parts.Add(new StringContent(value), $"\"{name}\"");
            foreach (var (name, called, bytes) in files)
            {
                // As browsers do it: the name as it is, in UTF-8.
                var part = new ByteArrayContent(bytes);
                part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{name}\"; filename=\"{called}\"");
                parts.Add(part);
            }

            return await Follow(await http.PostAsync(string.IsNullOrEmpty(found.GetAttribute("action")) ? page.Address : found.GetAttribute("action")!, parts));
        }

        var action = string.IsNullOrEmpty(found.GetAttribute("action")) ? page.Address : found.GetAttribute("action")!;
        using var content = new FormUrlEncodedContent(values);
        return await Follow(await http.PostAsync(action, content));
    }

    /// <summary>Presses a button that sends its form elsewhere than the form's own one does.</summary>
    /// <param name="button">Selector of the button.</param>
    public Task<Page> Press(Page page, string button)
    {
        var pressed = (IHtmlButtonElement)(page.Document.QuerySelector(button) ?? throw new InvalidOperationException($"No button '{button}' on {page.Address}:\n{page.Text}"));
        pressed.Form!.SetAttribute("action", pressed.GetAttribute("formaction"));
        pressed.Form.SetAttribute("data-pressed", "");
        return Submit(page, new Dictionary<string, string?> { [pressed.Name!] = pressed.Value }, "form[data-pressed]");
    }

    public void Dispose() => http.Dispose();

    /// <summary>Goes where an answer sends the reader.</summary>
    public async Task<Page> Follow(HttpResponseMessage answer)
    {
        for (var hops = 0; hops < 5 && answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther; hops++)
        {
            answer = await http.GetAsync(new Uri(answer.RequestMessage!.RequestUri!, answer.Headers.Location!)); // also at another host than ours
        }

        return await Page.From(answer);
    }
}

/// <summary>An answer, read.</summary>
internal sealed record Page(HttpStatusCode Status, string Address, string Source, IDocument Document)
{
    /// <summary>What a reader sees in the main part, white space folded.</summary>
    public string Text => System.Text.RegularExpressions.Regex.Replace((Document.QuerySelector("main") ?? Document.DocumentElement).TextContent, @"\s+", " ").Trim();

    public static async Task<Page> From(HttpResponseMessage answer)
    {
        var source = await answer.Content.ReadAsStringAsync();
        var context = BrowsingContext.New(Configuration.Default);
        var document = await context.OpenAsync(request => request.Content(source).Address(answer.RequestMessage!.RequestUri!.ToString()));
        return new(answer.StatusCode, answer.RequestMessage!.RequestUri!.PathAndQuery, source, document);
    }
}
