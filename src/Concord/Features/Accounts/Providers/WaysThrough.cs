using Concord.Platform.Accounts.Providers;

namespace Concord.Features.Accounts.Providers;

/// <summary>Buttons that lead to identity providers.</summary>
/// <param name="Query">What follows the address: a query, or nothing.</param>
/// <param name="Only">Those through whom somebody who is signed in may prove that it is they; null: all, to sign in.</param>
/// <param name="IsFirst">Whether nothing else on the page comes before them.</param>
internal sealed record WaysThrough(string Query, IReadOnlyList<IdentityProvider>? Only = null, bool IsFirst = false);
