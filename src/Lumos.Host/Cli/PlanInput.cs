using System.CommandLine;
using Lumos.Abstractions;
using Lumos.Dsl.Canonical;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Lineage;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Host.Cli;

/// <summary>A plan file and the columns it reads.</summary>
internal sealed class PlanInput
{
    private const string SelectWhen = "select_when";

    private readonly Option<string?> _columns = new("--columns") { Description = "Source columns with types, such as 'id int64, name text'; columns not named are text", HelpName = "list" };

    private readonly Option<string[]> _enable = EnableOption();

    public Argument<string> File { get; } = new("file") { Description = "Plan in the text form of the language, or in canonical JSON" };

    public Command AddTo(Command command)
    {
        command.Add(File);
        command.Add(_columns);
        command.Add(_enable);
        return command;
    }

    public async Task<(string Text, CheckResult Result)> CheckAsync(System.CommandLine.ParseResult parsed, CancellationToken cancellationToken)
    {
        var text = await TextFile.ReadAsync(parsed.GetRequiredValue(File), cancellationToken);
        var declared = Declared(parsed.GetValue(_columns)).ToList();
        var fields = declared.ToList();
        var written = IsJson(text) ? CanonicalJson.TryRead(text) : DslText.TryParse(text);
        var plan = written.Plan;
        var read = plan is null ? [] : ColumnLineage.Of(plan).SelectMany(l => l.Sources);
        fields.AddRange(read.Distinct(StringComparer.Ordinal).Where(name => fields.All(f => f.Name != name)).Select(name => new ColumnField(name, ColumnType.Text)));
        var (source, flags) = (new ColumnSchema(fields), FlagsOf(parsed.GetValue(_enable)));
        var result = !IsJson(text) ? DslText.Compile(text, source, flags: flags) : plan is null ? new(null, written.Diagnostics) : PlanChecker.Check(plan, source, flags: flags);
        var unnamed = declared.Count == 0 || plan is null ? [] : UnnamedColumns.Of(plan, declared);
        return (text, result with { Diagnostics = [.. result.Diagnostics, .. unnamed] });
    }

    /// <summary>Whether a file holds the canonical form: no plan in the text form begins with a brace.</summary>
    public static bool IsJson(string text) => text.AsSpan().TrimStart() is ['{', ..];

    /// <summary>The option that turns on parts of the language beyond version 1.</summary>
    public static Option<string[]> EnableOption()
    {
        var option = new Option<string[]>("--enable") { Description = "Turns on a part of the language that is off by default", HelpName = SelectWhen, AllowMultipleArgumentsPerToken = true };
        option.AcceptOnlyFromAmong(SelectWhen);
        return option;
    }

    /// <summary>The flags of what was enabled.</summary>
    public static DslFlags FlagsOf(string[]? enabled) => enabled is { Length: > 0 } ? DslFlags.SelectWhen : DslFlags.None;

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
