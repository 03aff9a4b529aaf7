using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Rounds;

/// <summary>Enters a round of the dialogue or changes one.</summary>
[Authorize(Policy = Can.EditRounds)]
internal sealed class EditModel(Db db, Me me, Words words, Today today) : EditPage<EditModel.Form>(db)
{
    private List<AgendaItem> agenda = [];

    /// <summary>Null while a new one is entered.</summary>
    public Round? Round { get; private set; }

    public IEnumerable<SelectListItem> Tracks => words.Programme.Tracks.Select(track => Choice.Of(words, track.Name, track.Key));

    public IEnumerable<SelectListItem> Places => words.Programme.Places.Select(place => Choice.Of(words, place.Name, place.Key));

    public IEnumerable<SelectListItem> Hosts => words.Programme.PartiesFor(words.Code).Select(party => Choice.Of(words, party.Short, party.Key));

    public IEnumerable<SelectListItem> Statuses => Enum.GetValues<RoundStatus>().Select(status => new SelectListItem(words["RoundEdit.Status." + status], status.ToString()));

    public IEnumerable<SelectListItem> Pillars => words.Programme.Pillars.Select(pillar => Choice.Of(words, pillar.Title, pillar.Key));

    /// <summary>Whose turn it is to host, in each track that this round may be of: said, never chosen for the writer.</summary>
    public IReadOnlyList<(Track Track, Hosting Turn)> Turns { get; private set; } = [];

    public IEnumerable<SelectListItem> Audiences => AudienceChoice.For(me, words, Round?.Audience);

    public override IEnumerable<SelectListItem>? ChoicesFor(string field) => field switch
    {
        nameof(Form.Track) => Tracks,
        nameof(Form.Place) => Places,
        nameof(Form.Host) => Hosts,
        nameof(Form.CoChairs) + "." + nameof(CoChairInput.Party) => Hosts,
        nameof(Form.Status) => Statuses,
        nameof(Form.Pillars) => Pillars,
        nameof(Form.Audience) => Audiences,
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(string key)
    {
        if (!await Load(key)) return NotFound();

        if (Round is null) Input = new() { CoChairs = [.. Hosts.Select(host => new CoChairInput { Party = host.Value })], Status = RoundStatus.Planned, Audience = Audience.Parties.Code };
        else Open(Round, FormOf(Round));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (!await Load(key)) return NotFound();
        if (RowsChanged()) return Page();
        if (!ModelState.IsValid) return Page();

        foreach (var (choices, chosen) in new[] { (Tracks, Input.Track), (Places, Input.Place), (Hosts, Input.Host), (Audiences, Input.Audience) }.Concat(Input.Pillars.Select(pillar => (Pillars, pillar))))
        {
            if (!string.IsNullOrEmpty(chosen) && choices.All(one => one.Value != chosen)) throw new RuleBroken("Form.Invalid", chosen);
        }

        if (Round is not null) return await SaveAsync(Round, FormOf, Apply, () => db.Rounds.SingleOrDefaultAsync(one => one.Key == key), words.To("/dialogue/" + key));

        var entered = new Round(Text.Empty, Input.Track!);
        return await EnterAsync(entered, Apply, words.To("/dialogue/"));
    }

    private async Task<bool> Load(string key)
    {
        if (key != Entity.New)
        {
            Round = await db.Rounds.SingleOrDefaultAsync(one => one.Key == key);
            if (Round is null) return false;

            agenda = await db.AgendaItems.AsNoTracking().Where(one => one.RoundId == Round.Id).OrderBy(one => one.Sequence).ThenBy(one => one.Key).ToListAsync();
        }

        var rounds = await db.Rounds.AsNoTracking().ToListAsync();
        var earlier = rounds.Where(one => one.Id != Round?.Id && (Round?.FirstDay is null || one.FirstDay < Round.FirstDay)).ToLookup(one => one.Track);
        Turns = [.. words.Programme.Tracks.Where(track => Round is null || track.Key == Round.Track).Select(track => (track, Hosting.After(earlier[track.Key], Parties))).Where(one => one.Item2 is not null).Select(one => (one.track, one.Item2!))];
        return true;
    }

    private IReadOnlyList<string> Parties => [.. words.Programme.PartiesFor(words.Code).Select(party => party.Key)];

    private static Form FormOf(Round round) => new()
    {
        Name = new(round.Name),
        Track = round.Track,
        Start = round.Start,
        End = round.End,
        Sittings = [.. round.Sittings.Select(sitting => new SittingInput(sitting))],
        Place = round.Place,
        Host = round.Host,
        Status = round.Status,
        Pillars = [.. round.Pillars],
        Chairs = new(round.Chairs),
        CoChairs = [.. round.CoChairs.Select(chair => new CoChairInput(chair))],
        Summary = new(round.Summary),
        Sources = SourceInput.Of(round.Sources),
        Audience = round.Audience.Code,
    };

    private void Apply(Round round)
    {
        round.Name = Input.Name.Over(round.Name);
        round.Track = Input.Track!;
        round.Takes(Input.Start, Input.End);
        round.Sits(SittingInput.Over(Input.Sittings));
        round.Becomes(Input.Status!.Value, today.Date, agenda, Parties, Reason);
        round.Place = Input.Place;
        round.Host = Input.Host;
        round.Pillars = [.. Input.Pillars.OfType<string>().Where(pillar => pillar != "").Distinct()];
        round.Chairs = Input.Chairs.OverOrNull(round.Chairs);
        round.CoChairs = CoChairInput.Over(Input.CoChairs.Where(row => !row.Name.IsEmpty), round.CoChairs, Parties);
        round.Summary = Input.Summary.OverOrNull(round.Summary);
        round.Sources = SourceInput.Over(Input.Sources, round.Sources);
        round.Audience = Audience.FromCode(Input.Audience!);
    }

    internal sealed class Form
    {
        [SomeWording, Display(Name = "RoundEdit.Name")]
        public TextInput Name { get; set; } = new();

        [Required, Display(Name = "RoundEdit.Track")]
        public string? Track { get; set; }

        [Required, Display(Name = "RoundEdit.Status")]
        public RoundStatus? Status { get; set; }

        [Display(Name = "RoundEdit.Start")]
        public PartialDate? Start { get; set; }

        [Display(Name = "RoundEdit.End")]
        public PartialDate? End { get; set; }

        [Display(Name = "RoundEdit.Sittings")]
        public List<SittingInput> Sittings { get; set; } = [];

        [Display(Name = "RoundEdit.Place")]
        public string? Place { get; set; }

        [Display(Name = "RoundEdit.Host")]
        public string? Host { get; set; }

        [Display(Name = "RoundEdit.Pillars")]
        public List<string?> Pillars { get; set; } = [];

        [Display(Name = "RoundEdit.Chairs")]
        public TextInput Chairs { get; set; } = new();

        [Display(Name = "RoundEdit.CoChairs")]
        public List<CoChairInput> CoChairs { get; set; } = [];

        [Display(Name = "RoundEdit.Summary")]
        public TextInput Summary { get; set; } = new();

        [Display(Name = "Source.Title")]
        public List<SourceInput> Sources { get; set; } = [];

        [Required, Display(Name = "Record.Audience")]
        public string? Audience { get; set; }
    }
}
