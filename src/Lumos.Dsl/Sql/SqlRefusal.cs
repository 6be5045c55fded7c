using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Sql;

/// <summary>A dialect's refusal of one operation, on its way to <see cref="SqlCompiler"/>, which collects those of a whole plan.</summary>
internal sealed class SqlRefusal(DslDiagnostic diagnostic) : Exception(diagnostic.Message)
{
    public DslDiagnostic Diagnostic => diagnostic;
}
