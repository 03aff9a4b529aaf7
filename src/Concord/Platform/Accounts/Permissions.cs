using static Concord.Platform.Accounts.Role;

namespace Concord.Platform.Accounts;

/// <summary>Names of the things people may do; pages ask for them as policies.</summary>
internal static class Can
{
    public const string EnterWorkspace = nameof(EnterWorkspace);
    public const string EditOrganisations = nameof(EditOrganisations);
    public const string SeePeople = nameof(SeePeople);
    public const string EditPeople = nameof(EditPeople);
    public const string EditActivities = nameof(EditActivities);
    public const string EditCommitments = nameof(EditCommitments);
    public const string ReportProgress = nameof(ReportProgress);
    public const string Release = nameof(Release);
    public const string EditRounds = nameof(EditRounds);
    public const string PrepareRounds = nameof(PrepareRounds);
    public const string DraftRecords = nameof(DraftRecords);
    public const string NegotiateRecords = nameof(NegotiateRecords);
    public const string SignRecords = nameof(SignRecords);
    public const string EditTerms = nameof(EditTerms);
    public const string Translate = nameof(Translate);
    public const string CheckTexts = nameof(CheckTexts);
    public const string EditProgramme = nameof(EditProgramme);
    public const string Withdraw = nameof(Withdraw);
    public const string ReadAudit = nameof(ReadAudit);
    public const string Operate = nameof(Operate);
    public const string ManageAccounts = nameof(ManageAccounts);
    public const string ConfirmRoles = nameof(ConfirmRoles);
    public const string AssignTranslators = nameof(AssignTranslators);
}

/// <summary>
/// Who may do what: the one table, shown to users as a page and tested row by row. What a role may do it may do only to what it may read.
/// </summary>
internal static class Permissions
{
    public static readonly IReadOnlyList<(string Act, Role[] Roles)> Table =
    [
        (Can.EnterWorkspace, Enum.GetValues<Role>()),
        (Can.EditOrganisations, [ProgrammeManager, ProgrammeOfficer, DialogueDesk]),
        (Can.SeePeople, [ProgrammeManager, ProgrammeOfficer, ProtectionAdviser, DialogueDesk, FocalPoint]),
        (Can.EditPeople, [ProgrammeManager, ProgrammeOfficer, DialogueDesk, FocalPoint]),
        (Can.EditActivities, [ProgrammeManager, ProgrammeOfficer]),
        (Can.EditCommitments, [ProgrammeManager, DialogueDesk]),
        (Can.ReportProgress, [ProgrammeManager, ProgrammeOfficer, DialogueDesk, FocalPoint]),
        (Can.Release, [DialogueDesk]),
        (Can.EditRounds, [ProgrammeManager, DialogueDesk]),
        (Can.PrepareRounds, [ProgrammeManager, DialogueDesk, FocalPoint]),
        (Can.DraftRecords, [ProgrammeManager, DialogueDesk, Translator]),
        (Can.NegotiateRecords, [DialogueDesk]),
        (Can.SignRecords, [Signatory]),
        (Can.EditTerms, [ProgrammeManager, ProgrammeOfficer, DialogueDesk, Translator]),
        (Can.Translate, [ProgrammeManager, ProgrammeOfficer, DialogueDesk, Translator]),
        (Can.CheckTexts, [ProgrammeManager, ProgrammeOfficer, ProtectionAdviser, DialogueDesk, FocalPoint, Signatory, Translator]),
        (Can.EditProgramme, [ProgrammeManager]),
        (Can.Withdraw, [ProgrammeManager, DialogueDesk]),
        (Can.ReadAudit, [ProgrammeManager, DialogueDesk]),
        (Can.ManageAccounts, [Administrator]),
        (Can.Operate, [Administrator]),
        (Can.ConfirmRoles, [DialogueDesk]),
        (Can.AssignTranslators, [ProgrammeManager, DialogueDesk]),
    ];

    public static bool Allows(string act, IEnumerable<Role> roles, bool signedIn) =>
        signedIn && Table.FirstOrDefault(row => row.Act == act).Roles is { } allowed && roles.Any(allowed.Contains);
}
