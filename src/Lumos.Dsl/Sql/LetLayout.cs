namespace Lumos.Dsl.Sql;

/// <summary>
/// Which bindings a statement needs, at which level each is computed and up to which it is handed. A binding that is read once may stand right
/// where it is read, if the dialect wants that: fewer levels are cheaper where every level costs, and nothing is computed twice.
/// </summary>
internal sealed class LetLayout
{
    // Deeper nesting would only trade levels for expressions a parser may refuse.
    private const int MaxInlineDepth = 12;

    private readonly Dictionary<SqlBinding, int> _levels = [];
    private readonly Dictionary<SqlBinding, int> _lastRead = [];
    private readonly Dictionary<SqlBinding, int> _inlined = [];
    private readonly Dictionary<SqlBinding, string> _texts = [];
    private readonly SqlPrinter _printer;

    /// <param name="all">Every binding, each after those it reads.</param>
    /// <param name="outputs">What the statement gives.</param>
    /// <param name="printer">The dialect's printer.</param>
    /// <param name="inlines">Whether a binding that is read once stands where it is read.</param>
    public LetLayout(IReadOnlyList<SqlBinding> all, IReadOnlyList<SqlFragment> outputs, SqlPrinter printer, bool inlines)
    {
        _printer = printer;
        var counts = new Dictionary<SqlBinding, int>();
        foreach (var output in outputs) Count(output, counts);
        Needed = [.. all.Where(counts.ContainsKey)];
        foreach (var binding in Needed)
        {
            // Never what is read from the relation: its name is known there only.
            if (inlines && binding.Level > 0 && counts[binding] == 1 && InlineDepth(binding.Expression) < MaxInlineDepth) _inlined[binding] = 1 + InlineDepth(binding.Expression);
            else _levels[binding] = _lastRead[binding] = binding.Level == 0 ? 0 : 1 + Reads(binding.Expression).Select(read => _levels[read]).DefaultIfEmpty(0).Max();
        }

        Needed = [.. Needed.Where(_levels.ContainsKey)];
        Top = outputs.SelectMany(Reads).Select(read => _levels[read]).DefaultIfEmpty(0).Max();
        foreach (var binding in Needed)
        {
            foreach (var read in Reads(binding.Expression)) _lastRead[read] = Math.Max(_lastRead[read], _levels[binding]);
        }

        foreach (var read in outputs.SelectMany(Reads)) _lastRead[read] = Top + 1;
    }

    /// <summary>Bindings that are columns of a level, each after those it reads.</summary>
    public IReadOnlyList<SqlBinding> Needed { get; }

    /// <summary>The last level.</summary>
    public int Top { get; }

    /// <summary>Level a binding is computed at.</summary>
    public int LevelOf(SqlBinding binding) => _levels[binding];

    /// <summary>Last level that reads a binding.</summary>
    public int LastRead(SqlBinding binding) => _lastRead[binding];

    /// <summary>SQL of a fragment.</summary>
    public string Print(SqlFragment fragment) => fragment.Print(_printer, Read);

    private string Read(SqlBinding binding)
    {
        if (!_inlined.ContainsKey(binding)) return binding.Name;
        if (!_texts.TryGetValue(binding, out var text)) _texts[binding] = text = "(" + binding.Expression.Print(_printer, Read) + ")";
        return text;
    }

    // Bindings that are columns, through those that are not.
    private IEnumerable<SqlBinding> Reads(SqlFragment fragment) =>
        ReadsOf(fragment).SelectMany(read => _inlined.ContainsKey(read) ? Reads(read.Expression) : [read]);

    private int InlineDepth(SqlFragment fragment) => ReadsOf(fragment).Select(read => _inlined.GetValueOrDefault(read)).DefaultIfEmpty(0).Max();

    private static IEnumerable<SqlBinding> ReadsOf(SqlFragment fragment) => fragment is SqlBinding binding ? [binding] : fragment.Reads;

    private static void Count(SqlFragment fragment, Dictionary<SqlBinding, int> counts)
    {
        foreach (var read in ReadsOf(fragment))
        {
            counts[read] = counts.GetValueOrDefault(read) + 1;
            if (counts[read] == 1) Count(read.Expression, counts);
        }
    }
}
