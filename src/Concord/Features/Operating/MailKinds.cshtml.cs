using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using Concord.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Operating;

/// <summary>Every kind of mail, with an invented example as its readers get it: as text and as HTML, in each language.</summary>
[Authorize(Policy = Can.Operate)]
internal sealed class MailKindsModel(Letters letters, PublicAddress address, Assets assets, Me me, Words words) : PageModel
{
    public IEnumerable<string> Kinds => Letters.Kinds.Keys;

    /// <summary>The kind that is looked at; null: the list of them.</summary>
    public string? Kind { get; private set; }

    public Letter Letter { get; private set; } = null!;

    public MailSort Sort { get; private set; }

    public string Text => Print.AsText(Letter, me.Account!, Sort, Unsubscribe);

    public IActionResult OnGet(string? kind) => kind is null || Load(kind) ? Page() : NotFound();

    /// <summary>The HTML body as mail programs get it, but for its style sheet, which is linked.</summary>
    public IActionResult OnGetHtml(string? kind) =>
        Load(kind) ? Content(Print.AsHtml(Letter, me.Account!, Sort, Unsubscribe, onPage: true), "text/html; charset=utf-8") : NotFound();

    private LetterPrint Print => new(words, address.Home, assets);

    private string? Unsubscribe => Sort == MailSort.Account ? null : words.To("/mail/unsubscribe/example");

    private bool Load(string? kind)
    {
        if (kind is null || letters.WriterOf(kind) is not { } writer) return false;

        (Kind, Sort, Letter) = (kind, writer.Sort, writer.Example());
        return true;
    }
}
