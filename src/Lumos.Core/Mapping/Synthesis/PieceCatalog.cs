using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Pieces of the source columns that occur in the targets of a working set; of pieces with the same texts the smallest is kept.</summary>
internal sealed class PieceCatalog
{
    private const int MostBases = 40;

    private readonly LearningTask _task;
    private readonly int[] _working;
    private readonly string[] _targets;
    private readonly Dictionary<string, Piece> _pieces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string?[] Values, int Cost, Func<Pipe> Build, string Column)> _bases = new(StringComparer.Ordinal);

    /// <summary>Collects pieces.</summary>
    /// <param name="task">Examples.</param>
    /// <param name="working">Positions of the working set: those with a target first.</param>
    /// <param name="deep">Whether parts of parts are wanted too.</param>
    public PieceCatalog(LearningTask task, int[] working, bool deep)
    {
        (_task, _working) = (task, working);
        _targets = [.. working.Where(i => task.Targets[i] is not null).Select(i => task.Targets[i]!)];
        foreach (var column in task.Columns) Add(column, deep);
    }

    /// <summary>The pieces, smallest first.</summary>
    public IReadOnlyList<Piece> Pieces => [.. _pieces.Values.OrderBy(static p => p.Cost)];

    /// <summary>Targets of the working set.</summary>
    public IReadOnlyList<string> Targets => _targets;

    /// <summary>Adds pieces made elsewhere, such as parts of dates.</summary>
    public void Add(IEnumerable<Piece> pieces)
    {
        foreach (var piece in pieces) Offer(piece);
    }

    private void Add(LearningColumn column, bool deep)
    {
        string?[] values = [.. _working.Select(i => column.Values[i])];
        if (!Array.Exists(values, static v => v?.Length > 0)) return;
        Func<Pipe> start = () => column.Pipe;
        AddBase(column, values, 0, start, deep);
        string?[] tidy = [.. values.Select(static v => v is null ? null : Collapse(v))];
        if (!tidy.AsSpan().SequenceEqual(values)) AddBase(column, tidy, 4, () => column.Pipe.CollapseWhitespace(), deep);
    }

    private void AddBase(LearningColumn column, string?[] values, int cost, Func<Pipe> start, bool deep)
    {
        Variants(values, 10 + cost, column.Name, true, start);
        _bases.Clear();
        TextParts.Find(values, 10 + cost, start, (part, size, build) =>
        {
            Variants(part, size, column.Name, false, build);
            if (deep && size <= 28 + cost && part.Any(static p => p?.Length > 1))
            {
                var key = Key(part);
                if (!_bases.TryGetValue(key, out var known) ? _bases.Count < 4 * MostBases : size < known.Cost) _bases[key] = (part, size, build, column.Name);
            }
        });
        if (!deep) return;
        foreach (var inner in _bases.Values.OrderBy(static b => b.Cost).Take(MostBases).ToList())
        {
            TextParts.Find(inner.Values, inner.Cost, inner.Build, (part, size, build) => Variants(part, size, column.Name, false, build));
        }
    }

    // The text itself, trimmed, its first character, and all of them in other cases.
    private void Variants(string?[] values, int cost, string column, bool whole, Func<Pipe> build)
    {
        Cased(values, cost, column, whole, build);
        if (Array.Exists(values, static v => v?.Length > 0 && (char.IsWhiteSpace(v[0]) || char.IsWhiteSpace(v[^1])))) Cased([.. values.Select(static v => v?.Trim())], cost + 4, column, whole, () => build().Trim());
        if (Array.Exists(values, static v => v?.Length > 1)) Cased([.. values.Select(static v => v?.Length > 0 ? v[..1] : v)], cost + 6, column, false, () => build().RegexExtract("^."));
        if (Array.TrueForAll(values, static v => v is null || v.Length is > 0 and < 10 && v.All(char.IsAsciiDigit)))
        {
            for (var width = 2; width <= 10; width++)
            {
                var wide = width;
                if (Array.TrueForAll(values, v => v is null || v.Length >= wide)) continue;
                var zeros = new string('0', width);
                Cased([.. values.Select(v => v?.PadLeft(wide, '0'))], cost + 12, column, whole, () => Pipe.Concat(NullRule.Propagate, "", Pipe.Text(zeros), build()).RegexExtract(wide == 2 ? "(?:0[0-9]|[1-9][0-9]+)$" : $"(?:0[0-9]{{{wide - 1}}}|[1-9][0-9]{{{wide - 1},}})$"));
            }
        }
    }

    private void Cased(string?[] values, int cost, string column, bool whole, Func<Pipe> build)
    {
        if (!Occurs(values, StringComparison.OrdinalIgnoreCase)) return;
        Offer(new Piece(values, cost, column, whole, build));
        if (!Array.Exists(values, static v => v?.Any(char.IsLetter) == true)) return;
        Offer(new Piece([.. values.Select(static v => v?.ToLowerInvariant())], cost + 6, column, whole, () => build().Case(CaseMode.Lower)));
        Offer(new Piece([.. values.Select(static v => v?.ToUpperInvariant())], cost + 6, column, whole, () => build().Case(CaseMode.Upper)));
        Offer(new Piece([.. values.Select(static v => v is null ? null : Title(v))], cost + 7, column, whole, () => build().Case(CaseMode.Title)));
    }

    private void Offer(Piece piece)
    {
        if (!Occurs(piece.Values, StringComparison.Ordinal)) return;
        var key = (piece.Date is null ? "" : "date\u0001") + Key(piece.Values);
        if (!_pieces.TryGetValue(key, out var known) || piece.Cost < known.Cost) _pieces[key] = piece;
    }

    private bool Occurs(string?[] values, StringComparison comparison)
    {
        var any = false;
        for (var i = 0; i < _targets.Length; i++)
        {
            if (values[i] is not { Length: > 0 } value) continue;
            any = true;
            if (!_targets[i].Contains(value, comparison)) return false;
        }

        return any;
    }

    private static string Key(string?[] values) => string.Join('\u0000', values.Select(static v => v ?? "\u0002"));

    private static string Collapse(string value) => string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // Near the language's title case; the interpreter has the last word.
    private static string Title(string value)
    {
        var text = new System.Text.StringBuilder(value.Length);
        var inside = false;
        foreach (var c in value)
        {
            text.Append(inside ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c));
            inside = char.IsLetterOrDigit(c) || inside && c is '\'' or '’';
        }

        return text.ToString();
    }
}
