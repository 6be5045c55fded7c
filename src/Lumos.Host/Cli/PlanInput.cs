using System.CommandLine;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Lineage;
using Lumos.Dsl.Text;

namespace Lumos.Host.Cli;

/// <summary>A plan file and the columns it reads.</summary>
internal sealed class PlanInput
{
    private readonly Option<string?> _columns = new("--columns") { Description = "Source columns with types, such as 'id int64, name text'; columns not named are text", HelpName = "list" };

    public Argument<string> File { get; } = new("file") { Description = "Plan in the text form of the language" };

    public Command AddTo(Command command)
    {
        command.Add(File);
        command.Add(_columns);
        return command;
    }

    public async Task<(string Text, CheckResult Result)> CheckAsync(System.CommandLine.ParseResult parsed, CancellationToken cancellationToken)
    {
        var text = await TextFile.ReadAsync(parsed.GetRequiredValue(File), cancellationToken);
        var fields = Declared(parsed.GetValue(_columns)).ToList();
        var read = DslText.TryParse(text).Plan is { } plan ? ColumnLineage.Of(plan).SelectMany(l => l.Sources) : [];
        fields.AddRange(read.Distinct(StringComparer.Ordinal).Where(name => fields.All(f => f.Name != name)).Select(name => new ColumnField(name, ColumnType.Text)));
        return (text, DslText.Compile(text, new ColumnSchema(fields)));
    }

    private static IEnumerable<ColumnField> Declared(string? list)
    {
        if (list is null) yield break;

        // A comma inside decimal(12,3) does not end a column.
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= list.Length; i++)
        {
            if (i < list.Length && list[i] == '(') depth++;
            if (i < list.Length && list[i] == ')') depth--;
            if (i < list.Length && (list[i] != ',' || depth > 0)) continue;
            var item = list[start..i].Trim();
            start = i + 1;
            if (item.Length == 0) continue;
            var space = item.LastIndexOf(' ');
            var name = space < 0 ? item : item[..space].Trim();
            var type = ColumnType.Text;
            if (space >= 0 && !ColumnType.TryParse(item[(space + 1)..], out type))
            {
                throw new LumosException(ErrorCode.DeterministicFailure, "USAGE_COLUMN_TYPE", $"'{item[(space + 1)..]}' is no type.", new ErrorLocation(Column: name), "Use text, int64, decimal(p,s), bool, date, timestamp or float64.");
            }

            yield return new ColumnField(name, type);
        }
    }
}
