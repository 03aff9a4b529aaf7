using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Identity;

namespace Concord.Platform.Accounts;

/// <summary>Which passwords are good enough: long, and not what others try first.</summary>
internal sealed class Passwords(CurrentProgramme programme) : IPasswordValidator<Account>
{
    public const int Shortest = 12;

    /// <summary>Longer ones are refused: hashing them is work that anybody could ask for.</summary>
    public const int Longest = 200;

    private static readonly Lazy<HashSet<string>> Common = new(ReadCommon);

    /// <summary>The same password in the same bytes, whatever keyboard it was typed on.</summary>
    public static string Normal(string password) => password.Normalize(NormalizationForm.FormKC);

    /// <summary>Key of the sentence that says what is wrong with a password; null when nothing is.</summary>
    public string? Problem(string password, string? email)
    {
        var typed = Normal(password);
        if (typed.EnumerateRunes().Count() < Shortest) return "Password.TooShort";
        if (typed.EnumerateRunes().Distinct().Count() < 5) return "Password.TooCommon";

        var folded = typed.ToLowerInvariant();
        if (Common.Value.Contains(Fingerprint(folded))) return "Password.TooCommon";

        var own = (email ?? "").Split('@')[0].Split('.', '-', '_', '+').Append((email ?? "").Split('@')[0]);
        var now = programme.Now;
        var ours = now.Short.Wordings.Concat(now.Name.Wordings).Select(pair => pair.Value.Text).Append(now.Key).Append("concord");
        return own.Concat(ours).Any(word => word.Length >= 4 && folded.Contains(word.ToLowerInvariant(), StringComparison.Ordinal)) ? "Password.TooClose" : null;
    }

    Task<IdentityResult> IPasswordValidator<Account>.ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Problem(password ?? "", user.Email) is { } problem ? IdentityResult.Failed(new IdentityError { Code = problem }) : IdentityResult.Success);

    private static string Fingerprint(string word) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(word)))[..12];

    private static HashSet<string> ReadCommon()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("common-passwords.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
