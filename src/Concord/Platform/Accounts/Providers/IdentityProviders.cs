using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Concord.Domain.Common;
using Concord.Platform.Web;

namespace Concord.Platform.Accounts.Providers;

/// <summary>The identity providers of this installation, in the order of their file (docs/operations.md, "Identity providers").</summary>
internal sealed partial class IdentityProviders(IReadOnlyList<IdentityProvider> all) : IReadOnlyList<IdentityProvider>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, // a misspelt setting must not silently mean its default
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public int Count => all.Count;

    public IdentityProvider this[int index] => all[index];

    public IdentityProvider? this[string key] => all.FirstOrDefault(one => one.Key == key);

    /// <param name="path">Null: none.</param>
    /// <exception cref="SettingRefused">The file cannot be read, or asks for what no provider may do.</exception>
    public static IdentityProviders Read(string? path)
    {
        if (string.IsNullOrWhiteSpace(path)) return new([]);
        try
        {
            var file = JsonSerializer.Deserialize<ProvidersFile>(File.ReadAllText(path), Json) ?? throw new JsonException("it is empty");
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            List<IdentityProvider> read = [.. file.Providers.Select(one => ProviderOf(one, folder))];
            if (Twice(read.Select(one => one.Key)) is { } key) throw new JsonException($"two providers have the key '{key}'");
            if (Twice(read.Select(one => one.Authority.ToString())) is { } authority) throw new JsonException($"two providers have the authority {authority}");
            return new(read);
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SettingRefused("providers", $"{path}: {wrong.Message}");
        }
    }

    public IEnumerator<IdentityProvider> GetEnumerator() => all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static IdentityProvider ProviderOf(ProviderEntry entry, string folder)
    {
        void Must(bool holds, string what)
        {
            if (!holds) throw new JsonException($"provider '{entry.Key}': {what}");
        }

        Must(KeyPattern().IsMatch(entry.Key), "the key is not 1 to 32 small letters, digits and hyphens");
        Must(entry.Names.Count > 0 && entry.Names.Values.All(name => !string.IsNullOrWhiteSpace(name)), "it has no name");
        Must(Uri.TryCreate(entry.Authority, UriKind.Absolute, out var authority) && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)), "the authority is no https address");
        Must(!string.IsNullOrWhiteSpace(entry.ClientId), "it has no clientId");
        Must(entry.ClientSecretFile is null || entry.ClientSecretVariable is null, "the secret is in a file or in a variable, not in both");
        foreach (var rule in entry.Roles) Must(IdentityProvider.MayGive(rule.Role, entry.Party), $"a provider {(entry.Party is null ? "of no party" : "of a party")} gives nobody the role '{JsonNamingPolicy.KebabCaseLower.ConvertName(rule.Role.ToString())}'");
        Must(entry.Admission == Admission.InvitedOnly || entry.Roles.Count > 0, "just-in-time needs roles");

        var secret = entry.ClientSecretFile is { } file ? File.ReadAllText(Path.Combine(folder, file)).Trim() : entry.ClientSecretVariable is { } variable ? Environment.GetEnvironmentVariable(variable) : null;
        Must(secret is { Length: > 0 } || (entry.ClientSecretFile ?? entry.ClientSecretVariable) is null, "its secret is empty");
        return new()
        {
            Key = entry.Key,
            Name = new(entry.Names.Select(name => KeyValuePair.Create(name.Key, new Wording(name.Value)))),
            Authority = authority!,
            ClientId = entry.ClientId,
            Secret = secret,
            Scopes = [.. entry.Scopes.Prepend("openid").Distinct()],
            Party = entry.Party,
            Admission = entry.Admission,
            Roles = [.. entry.Roles.Select(rule => new RoleRule(new(rule.Claim, rule.Value), rule.Role))],
            SecondFactor = ProofOf(entry),
        };
    }

    /// <summary>acr:VALUE or amr:VALUE.</summary>
    private static Claimed? ProofOf(ProviderEntry entry) => entry.SecondFactor?.Split(':', 2) switch
    {
        null => null,
        ["acr" or "amr", { Length: > 0 }] parts => new(parts[0], parts[1]),
        _ => throw new JsonException($"provider '{entry.Key}': secondFactor is acr:VALUE or amr:VALUE"),
    };

    private static string? Twice(IEnumerable<string> keys) => keys.GroupBy(key => key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex KeyPattern();

    private sealed record ProvidersFile(IReadOnlyList<ProviderEntry> Providers);

    private sealed record ProviderEntry
    {
        public required string Key { get; init; }

        public required Dictionary<string, string> Names { get; init; }

        public required string Authority { get; init; }

        public required string ClientId { get; init; }

        public string? ClientSecretFile { get; init; }

        public string? ClientSecretVariable { get; init; }

        public IReadOnlyList<string> Scopes { get; init; } = ["email", "profile"];

        public string? Party { get; init; }

        public Admission Admission { get; init; }

        public IReadOnlyList<RuleEntry> Roles { get; init; } = [];

        public string? SecondFactor { get; init; }
    }

    private sealed record RuleEntry
    {
        public required string Claim { get; init; }

        public required string Value { get; init; }

        public required Role Role { get; init; }
    }
}
