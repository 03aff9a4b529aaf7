namespace Concord.Platform.Accounts;

/// <summary>Which grants are asked for.</summary>
internal static class Grants
{
    /// <summary>As <see cref="RoleGrant.IsInEffect"/>.</summary>
    public static IQueryable<RoleGrant> InEffect(this IQueryable<RoleGrant> grants) => grants.Where(one => one.ConfirmedAt != null && one.EndedAt == null);

    /// <summary>Of those who answer for a side at working level: its dialogue desk and its focal points.</summary>
    public static IQueryable<RoleGrant> OfThoseWhoAnswer(this IQueryable<RoleGrant> grants) =>
        grants.InEffect().Where(one => (one.Role == Role.DialogueDesk || one.Role == Role.FocalPoint) && one.Party != null);
}
