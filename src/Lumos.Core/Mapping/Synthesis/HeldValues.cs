using System.Text.RegularExpressions;
using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Lineage;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>
/// Says whether a pipeline learnt from rows may stand in a plan, which is shown: keys and values of dictionaries, defaults, words of patterns and fixed texts are
/// taken from the data, whatever kind of pipeline they are in.
/// </summary>
/// <remarks>
/// What is looked up has few values that repeat. A value of a personal column is never written. A part of one is, such as St of an address, where <see cref="LeastShared"/>
/// or more different values have it and the column is no name or the like of a person. Words for nothing belong to nobody. For one stage, not thread-safe.
/// </remarks>
internal sealed partial class HeldValues(IPiiMasker masker, CatalogTable source, RawSample sample)
{
    private const int MostKeys = 50;
    private const int LeastShared = 3;
    private const int MostRows = 2_000;
    private const int MostInspected = 200;

    private readonly Dictionary<string, ColumnMask> _masks = new(StringComparer.Ordinal);
    private readonly ColumnSchema _schema = SourceColumns.SchemaOf(source);
    private LearningTask? _rows;

    private LearningTask Rows => _rows ??= AllRows();

    /// <summary>Whether pipelines of one target column may be used.</summary>
    /// <param name="target">The target column.</param>
    /// <param name="goals">Its values the pipelines are learnt from.</param>
    public Func<Expression, bool> For(TargetColumnProfile target, IReadOnlyList<string?> goals)
    {
        ArgumentNullException.ThrowIfNull(target);
        var different = goals.OfType<string>().Where(static g => g.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var mask = masker.Inspect(target.Table.Name, target.Column.Name, target.Column.Type, [.. goals.OfType<string>().Take(MostInspected)], [.. target.Table.Columns.Select(static c => c.Name)]);
        return expression => Parts(expression).All(part => part switch
        {
            MapDict map => MayLookUp(map) && (mask.Grade != PiiGrade.Direct || Texts(map).All(t => NullWords.IsNothing(t) || IsShared(mask, different, t))),
            RegexExtract cut => MayName(cut),
            Constant text => mask.Grade != PiiGrade.Direct || !text.Value.Any(char.IsLetter) || NullWords.IsNothing(text.Value) || different.Count > 1 && different.TrueForAll(g => g.Contains(text.Value, StringComparison.Ordinal)) || IsShared(mask, different, text.Value),
            _ => true,
        });
    }

    private static IEnumerable<Expression> Parts(Expression expression) => expression.Inputs.SelectMany(Parts).Prepend(expression);

    private static IEnumerable<string> Texts(MapDict map) => map.Map.Select(static e => e.Value).Append(map.OnMissing.DefaultValue).Append(map.OnNull).OfType<string>().Where(static t => t.Any(char.IsLetterOrDigit));

    // What a closed list adds is in no value of the data.
    private static bool IsShared(ColumnMask mask, List<string> values, string text)
    {
        var having = values.Where(v => v.Contains(text, StringComparison.Ordinal)).ToList();
        return having.Count == 0 || !IsOfPerson(mask) && having.Count(v => v.Length > text.Length) >= LeastShared && !having.Contains(text);
    }

    private bool MayLookUp(MapDict map)
    {
        var words = map.Map.Where(e => e.Key.Length > 0 && !(e.Value is null && (NullWords.IsNothing(e.Key) || source.Columns.Any(c => c.NullTokens?.Contains(e.Key) == true)))).ToList();
        if (words.Count == 0) return true;
        var (wholes, personal) = Read(map);
        if (ExampleCheck.Run(map.Input, Rows) is not { } run) return false;
        var values = run.Select(static v => v as string).ToList();
        if (words.Exists(static e => e.Value is not null))
        {
            var there = values.Count(static v => v is not null);
            var different = values.OfType<string>().Distinct(StringComparer.Ordinal).Count();
            if (different > MostKeys || different * 2 > there) return false;
        }

        // What is taken for nothing is written by name, so that it has to be more than one row's.
        if (personal.Exists(static m => m.Grade == PiiGrade.Direct)) return Shared(values, wholes, personal, words.Select(static e => e.Key));
        return personal.Count == 0 || words.TrueForAll(e => e.Value is not null || values.Count(v => v == e.Key) >= LeastShared);
    }

    private bool MayName(RegexExtract cut)
    {
        if (!Word().IsMatch(NoWord().Replace(cut.Pattern, ""))) return true;
        var (wholes, personal) = Read(cut);
        if (personal.Count == 0) return true;
        return ExampleCheck.Run(cut, Rows) is { } run && run.Select(static v => v as string).ToList() is var values && Shared(values, wholes, personal, values.OfType<string>().Distinct(StringComparer.Ordinal));
    }

    private static bool Shared(List<string?> values, string[] wholes, List<ColumnMask> personal, IEnumerable<string> keys)
    {
        if (personal.Exists(IsOfPerson)) return false;
        var by = values.Select((v, i) => (Key: v, Whole: wholes[i])).Where(static p => p.Key is not null).ToLookup(static p => p.Key!, static p => p.Whole, StringComparer.Ordinal);
        return keys.All(key => by[key].Distinct(StringComparer.Ordinal).Take(LeastShared).Count() == LeastShared);
    }

    // The personal columns something reads: their masks, and their values row by row.
    private (string[] Wholes, List<ColumnMask> Masks) Read(Expression expression)
    {
        var columns = ColumnLineage.Of(new Pipeline("x", null, expression)).Sources.Where(c => MaskOf(c).Grade != PiiGrade.None).ToList();
        int[] at = [.. columns.Select(_schema.IndexOf)];
        return ([.. Rows.Rows.Select(row => string.Join('\u001f', at.Select(c => row[c])))], [.. columns.Select(MaskOf)]);
    }

    private ColumnMask MaskOf(string column)
    {
        if (_masks.TryGetValue(column, out var known)) return known;
        var found = source.Columns.First(c => c.SourceName == column);
        return _masks[column] = masker.Inspect(source.Name, column, found.Type, [.. sample[column].OfType<string>().Take(MostInspected)], [.. source.Columns.Select(static c => c.SourceName)]);
    }

    private LearningTask AllRows()
    {
        string?[][] rows = [.. Enumerable.Range(0, Math.Min(MostRows, sample.RowCount)).Select(r => _schema.Fields.Select(f => sample[f.Name] is var values && r < values.Count ? values[r] : null).ToArray())];
        return new LearningTask(_schema, rows, [], new string?[rows.Length], ColumnType.Text);
    }

    private static bool IsOfPerson(ColumnMask mask) => mask.Label?.StartsWith("person.", StringComparison.Ordinal) == true;

    [GeneratedRegex(@"\\[pP]\{[^}]*\}|\\.|\[(?:\\.|[^\]\\])*\]", RegexOptions.CultureInvariant)]
    private static partial Regex NoWord();

    [GeneratedRegex(@"\p{L}{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
