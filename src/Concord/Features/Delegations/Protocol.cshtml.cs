using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Printing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Features.Delegations;

/// <summary>The protocol list of a round: all delegations in the order of protocol, in every language of the programme at once, to be printed.</summary>
[Authorize(Policy = Can.EnterWorkspace)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ProtocolModel(Db db, Words words, PdfPrinter printer, ILogger<ProtocolModel> log) : DelegationsPage(db, words)
{
    /// <summary>The reader's language first.</summary>
    public IReadOnlyList<Words> Tongues => [words, .. words.Programme.Languages.Where(one => one.Code != words.Code).Select(words.In)];

    public IEnumerable<Delegation> Filled => Delegations.Where(one => one.Delegates.Count > 0);

    /// <summary>What a language calls a side, or the team.</summary>
    public static string NameOf(Words tongue, Delegation side) => side.Party is null ? tongue["Delegation.Team"] : tongue.Plain(tongue.Programme.Party(side.Party).Name);

    /// <summary>When and where, in one language; empty where neither is known.</summary>
    public static string WhenAndWhere(Words tongue, Round round) =>
        string.Join(tongue["Feed.Between"], new[] { round.Start is null ? "" : tongue.Dates(round.Start, round.End), round.Place is null ? "" : tongue.Plain(tongue.Programme.Place(round.Place).Name) }.Where(part => part != ""));

    /// <summary>Position and organisation of somebody in one language, a line each.</summary>
    public static IEnumerable<(string Words, string Language)> Office(Words tongue, Delegate one) =>
        new[] { one.Position, one.Organisation?.Name }.OfType<Text>().Where(text => !text.IsEmpty).Select(text => (tongue.Plain(text), tongue.LangOf(text)));

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop) => await Load(key, stop) ? Page() : NotFound();

    /// <summary>As PDF. Asked for by a form: a browser is started for it.</summary>
    public async Task<IActionResult> OnPostPdfAsync(string key, CancellationToken stop)
    {
        if (!await Load(key, stop)) return NotFound();

        try
        {
            return File((await printer.PrintAsync([ProtocolPrint.Html(Round, [.. Filled], Tongues)], stop))[0], "application/pdf", $"protocol-{key}.pdf");
        }
        catch (CannotPrintException cannot)
        {
            log.LogWarning(cannot, "The protocol list of a round could not be printed.");
            ModelState.AddModelError("", words["Protocol.NoPrinter"]);
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
    }

    public async Task<IActionResult> OnGetDocxAsync(string key, CancellationToken stop) =>
        await Load(key, stop) ? File(new ProtocolDocument(Tongues, Round).Write([.. Filled]), WordDocument.Type, $"protocol-{key}.docx") : NotFound();
}
