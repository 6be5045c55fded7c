extern alias fixes;

using fixes::Lumos.Dsl.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lumos.Dsl.Generators.Tests.Analysis;

public sealed class CodeFixTests
{
    public static TheoryData<string, string> Methods => new()
    {
        { "[Pipeline(\"nam | trim\")] static partial string? M(string? name);", "[Pipeline(\"name | trim\")] static partial string? M(string? name);" },
        { "[Pipeline(\"name | upper\")] static partial string? M(string? name);", "[Pipeline(\"name | case(upper)\")] static partial string? M(string? name);" },
        { "[Pipeline(@\"name | colapse_whitespace\")] static partial string? M(string? name);", "[Pipeline(@\"name | collapse_whitespace\")] static partial string? M(string? name);" },
        { "[Pipeline(\"name | trim\")] static partial bool M(string? name, out long? value, out PlanFailure failure);", "[Pipeline(\"name | trim | type_cast(int64)\")] static partial bool M(string? name, out long? value, out PlanFailure failure);" },
        { "[Pipeline(\"name | trim | trim(left)\")] static partial string? M(string? name);", "[Pipeline(\"name | trim\")] static partial string? M(string? name);" },
        { "[Pipeline(\"name | trim\")] static string? M(string? name);", "[Pipeline(\"name | trim\")] static partial string? M(string? name);" },
        { "[Pipeline(\"name | type_cast(int)\")] static partial bool M(string? name, out long? value, out PlanFailure failure);", "[Pipeline(\"name | type_cast(int64)\")] static partial bool M(string? name, out long? value, out PlanFailure failure);" },
        { "[Pipeline(\"name | case(uper)\")] static partial string? M(string? name);", "[Pipeline(\"name | case(upper)\")] static partial string? M(string? name);" },
        { "[Pipeline(@\"name | case(\"\"upper\"\")\")] static partial string? M(string? name);", "[Pipeline(@\"name | case(upper)\")] static partial string? M(string? name);" },
        { "[Pipeline(\"name | trim(chars: 'x')\")] static partial string? M(string? name);", "[Pipeline(\"name | trim(set: 'x')\")] static partial string? M(string? name);" },
        { "[Pipeline(\"name | date_parse('dd/MM/yyyy')\")] static partial bool M(string? name, out DateOnly? value, out PlanFailure failure);", "[Pipeline(\"name | date_parse(\\\"DD/MM/YYYY\\\")\")] static partial bool M(string? name, out DateOnly? value, out PlanFailure failure);" },
        { "[Pipeline(\"name | regex_extract('[[:digit:]]+')\")] static partial string? M(string? name);", "[Pipeline(\"name | regex_extract(\\\"[0-9]+\\\")\")] static partial string? M(string? name);" },
        { "[Pipeline(\"nme\")] static partial string? M([Column(\"full name\")] string? name);", "[Pipeline(\"nme\")] static partial string? M([Column(\"full name\")] string? name);" },
        { "[Pipeline(\"ful_name\")] static partial string? M([Column(\"full name\")] string? name);", "[Pipeline(\"`full name`\")] static partial string? M([Column(\"full name\")] string? name);" },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Fix_OfTheFirstDiagnostic_GivesTheRightText(string before, string after)
    {
        const string Head = CompiledText.Usings + "static partial class C { ";
        var text = CompiledText.Of(Head + before + " }");
        var diagnostic = (await text.AnalyzeAsync())[0];
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("Project", LanguageNames.CSharp).AddDocument("Text.cs", Head + before + " }");
        CodeAction? action = null;

        await new ReplaceTextFix().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (found, _) => action ??= found, CancellationToken.None));

        if (action is not null)
        {
            var change = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
            document = change.ChangedSolution.GetDocument(document.Id)!;
        }

        Assert.Equal(Head + after + " }", (await document.GetTextAsync()).ToString());
        if (action is not null) Assert.Empty(await CompiledText.Of(Head + after + " }").AnalyzeAsync());
    }
}
