using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Sealing;
using Concord.Platform.Web.Forms;
using Concord.Records;
using Concord.Records.Sealing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Records;

/// <summary>
/// A signatory reads the whole record in all languages and signs it, with a passkey, or with password and code where they have none. What is
/// signed is a statement that names the record by its hash; the passkey signs the statement's own hash.
/// </summary>
[Authorize(Policy = Can.SignRecords)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SignModel(
    Db db, Me me, Words words, RecordOfRows rows, RecordTexts texts, Passkeys passkeys, PasskeySite site, Credentials credentials, SignInThrottle throttle, SealKeys keys, IDataProtectionProvider protection, IClock clock) : PageModel
{
    public JointRecord Record { get; private set; } = null!;

    public IReadOnlyList<RowView> Rows { get; private set; } = [];

    /// <summary>Names of the items of the agenda, by id.</summary>
    public IReadOnlyDictionary<Guid, Text> Items { get; private set; } = new Dictionary<Guid, Text>();

    public IReadOnlyList<Signature> Signatures { get; private set; } = [];

    public bool HasPasskeys { get; private set; }

    public bool HasPassword => me.Account!.PasswordHash is not null;

    /// <summary>What stands in the way, as sentences; empty: it can be signed.</summary>
    public IReadOnlyList<string> Obstacles { get; private set; } = [];

    /// <summary>Why the signature was not taken.</summary>
    public string? Refused { get; private set; }

    /// <summary>SHA-256 of what is signed: shown, so that it can be compared.</summary>
    public string Hash { get; private set; } = "";

    public bool HasSigned => Signatures.Any(one => one.Party == me.Party);

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public PasskeyAnswer Answer { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop) => await Load(key, stop) ? Page() : NotFound();

    /// <summary>The question for the passkey: the statement's hash. What was asked comes back sealed with the answer.</summary>
    public async Task<IActionResult> OnPostOptionsAsync(string key, CancellationToken stop)
    {
        ModelState.Clear();
        if (!await Load(key, stop)) return NotFound();
        if (!MaySign) return Forbid();

        var statement = SigningStatement.New(await texts.OfAsync(Record, stop), me.Party!, RecordTexts.In(me.Account!.Name), Capacity(), clock.GetCurrentInstant());
        var question = await passkeys.AskToSignAsync(HttpContext, me.Account!, statement.Challenge());
        return new JsonResult(question with { State = question.State + "." + Protector.Protect(Encoding.UTF8.GetString(statement.ToJson())) });
    }

    public async Task<IActionResult> OnPostPasskeyAsync(string key, CancellationToken stop)
    {
        ModelState.Clear();
        if (!await Load(key, stop)) return NotFound();
        if (!MaySign) return Page();
        if (await throttle.CountAsync(HttpContext) is not null) return Refuse("Sign.Throttled");
        if (Asked(Answer.State) is not var (state, statement)) return Refuse("Passkey.Wrong");

        var answer = new PasskeyAnswer { Credential = Answer.Credential, State = state };
        if (await passkeys.CheckAsync(HttpContext, answer, me.Account!, stop, toSign: true) is null) return Refuse("Passkey.Wrong");

        var id = JsonDocument.Parse(answer.Credential!).RootElement.GetProperty("id").GetString();
        var used = await db.Passkeys.AsNoTracking().SingleAsync(one => one.CredentialId == id && one.Account == me.Id, stop);
        return await Keep(PasskeyProof.From(statement, answer.Credential!, used.PublicKey, used.RpId, site.OriginOf(HttpContext)), stop);
    }

    /// <summary>Where there is no passkey: the installation attests that the signatory proved who they are with password and code.</summary>
    public async Task<IActionResult> OnPostPasswordAsync(string key, CancellationToken stop)
    {
        if (!await Load(key, stop)) return NotFound();
        if (!MaySign || HasPasskeys || !ModelState.IsValid) return Page();

        var email = me.Account!.Email!;
        if (await throttle.CountAsync(HttpContext, email) is not null) return Refuse("Sign.Throttled");
        if (await credentials.CheckAsync(email, Input.Password!, Input.Code!, stop) is null) return Refuse("Mine.Wrong");

        await throttle.SucceededAsync(HttpContext, email);
        var statement = SigningStatement.New(await texts.OfAsync(Record, stop), me.Party!, RecordTexts.In(me.Account!.Name), Capacity(), clock.GetCurrentInstant());
        using var signing = await keys.CurrentAsync(stop);
        return await Keep(AttestedProof.Of(statement, signing), stop);
    }

    private bool MaySign => Obstacles.Count == 0 && !HasSigned && !Record.IsSealed && me.Party is not null;

    private IDataProtector Protector => protection.CreateProtector("signing statement", me.Id.ToString()!, Record.Key);

    /// <summary>As what they sign, in each language that they said it in; null: not said.</summary>
    private Wordings? Capacity() =>
        Input.Capacity.Where(one => !string.IsNullOrWhiteSpace(one.Value)).Select(one => KeyValuePair.Create(one.Key, one.Value!.Trim())).ToList() is { Count: > 0 } said ? new(said) : null;

    private (string State, SigningStatement Statement)? Asked(string? both)
    {
        if (both?.Split('.') is not [var state, var sealedStatement]) return null;
        try
        {
            return (state, SigningStatement.Read(Encoding.UTF8.GetBytes(Protector.Unprotect(sealedStatement))));
        }
        catch (Exception forged) when (forged is CryptographicException or UnreadableException)
        {
            return null; // of another record or account, or never ours
        }
    }

    private PageResult Refuse(string why)
    {
        Refused = words[why];
        Input.Code = null;
        ModelState.Remove("Input.Code");
        return Page();
    }

    private async Task<IActionResult> Keep(Proof proof, CancellationToken stop)
    {
        if (proof.Verify(await keys.PublishedAsync(stop)) is not null) return Refuse("Passkey.Wrong");

        await db.AloneWith(
            Record,
            async () =>
            {
                db.ChangeTracker.Clear();
                var record = await db.JointRecords.Include(one => one.Round).Include(one => one.Amends).SingleAsync(one => one.Id == Record.Id, stop);
                record.MustNotBeSealed();
                var text = await texts.OfAsync(record, stop);
                var signed = await db.Signatures.Where(one => one.RecordId == record.Id && one.VoidedAt == null).Select(one => one.Party).ToListAsync(stop);
                if (text.Hash() != proof.Statement.Record) throw new RuleBroken("Sign.ChangedMeanwhile");
                if (signed.Contains(me.Party!)) throw new RuleBroken("Sign.SignedAlready");

                record.Fix(Encoding.UTF8.GetString(text.ToJson()));
                db.Add(new Signature { RecordId = record.Id, Party = me.Party!, Account = me.Id!.Value, At = clock.GetCurrentInstant(), Proof = Encoding.UTF8.GetString(proof.ToJson()) });
                if (rows.Parties.All(party => party == me.Party || signed.Contains(party))) db.Later(new SealRecord(record.Id));
                await db.SaveChangesAsync(stop);
            },
            stop);
        return LocalRedirect(words.To("/records/" + Record.Key));
    }

    private async Task<bool> Load(string key, CancellationToken stop)
    {
        if (await db.JointRecords.AsNoTracking().Include(one => one.Round).Include(one => one.Amends).SingleOrDefaultAsync(one => one.Key == key, stop) is not { } found) return false;

        Record = found;
        Rows = [.. (await rows.RowsAsync(found, "", stop)).Where(row => row.Paragraph.IsTabled)];
        Items = await db.AgendaItems.AsNoTracking().Where(one => one.RoundId == found.RoundId).ToDictionaryAsync(one => one.Id, one => one.Name, stop);
        Signatures = await db.Signatures.AsNoTracking().Where(one => one.RecordId == found.Id && one.VoidedAt == null).ToListAsync(stop);
        HasPasskeys = await db.Passkeys.AnyAsync(one => one.Account == me.Id, stop);
        Obstacles = [.. In(found)];
        if (Obstacles.Count == 0) Hash = (await texts.OfAsync(found, stop)).Hash();
        return true;
    }

    private IEnumerable<string> In(JointRecord record)
    {
        if (record.IsSealed) yield break;
        var (tabled, open, errors) = rows.UnsettledIn(Rows);
        if (tabled == 0) yield return words["Joint.Empty"];
        if (open > 0) yield return words["Sign.NotAgreed", open];
        if (errors > 0) yield return words["Sign.HasErrors", errors];
        if (me.Account!.Name.IsEmpty) yield return words["Sign.NoName"];
    }

    internal sealed class Form
    {
        /// <summary>Language to words.</summary>
        public Dictionary<string, string?> Capacity { get; set; } = [];

        [Required, StringLength(Passwords.Longest), Display(Name = "Account.Password")]
        public string? Password { get; set; }

        [Required, StringLength(40), Display(Name = "Account.Code")]
        public string? Code { get; set; }
    }
}
