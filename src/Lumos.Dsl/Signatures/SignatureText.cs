namespace Lumos.Dsl.Signatures;

/// <summary>A signature for people, as in <c>trim(side: both|left|right, set: ascii|unicode|"text")</c>.</summary>
internal static class SignatureText
{
    public static string Of(Signature signature)
    {
        var parts = signature.Parameters.Select(Describe).ToList();
        if (signature.Operands == Operands.Many) parts.Insert(signature.Parameters[0].Positional ? 1 : 0, "value, ...");
        var call = signature.Name + "(" + string.Join(", ", parts) + ")";
        return signature.Operands == Operands.One ? "value | " + call : call;
    }

    public static string Describe(Parameter parameter)
    {
        var value = parameter.Kind switch
        {
            ParameterKind.Word => string.Join("|", parameter.Words),
            ParameterKind.WordOrText => string.Join("|", parameter.Words) + "|\"text\"",
            ParameterKind.Text => "\"text\"",
            ParameterKind.Integer => "number",
            ParameterKind.Flag => "true|false",
            ParameterKind.Type => "type",
            ParameterKind.TextList => "\"text\" or [\"text\", ...]",
            ParameterKind.TypeList => "[type, ...]",
            _ => "{\"key\": \"value\", ...}",
        };
        return (parameter.Positional ? value : parameter.Name + ": " + value) + (parameter.TextDefault is null ? "" : "?");
    }
}
