"""Formulas as people type them: the tables that the reader of formulas and its comparison are tried on."""

from __future__ import annotations

# Our formula with its variables, replies that are the same function, and replies that are another; ";" between replies.
SAME_AND_OTHER: list[tuple[str, str, str, str]] = [
    (
        "s*(1-s)",
        "s",
        (
            "s(1-s); (1-s)s; s-s^2; s − s²; s * (1 − s); s·(1-s); s×(1-s); s[1-s]; s{1-s}; [s(1-s)]; S(1-S); -s(s-1); "
            "s-s*s; s - s s; s-s**2; 1/4-(s-1/2)^2; 0.25-(s-0.5)^2; 0,25-(s-0,5)²; s/(1/(1-s)); "
            "(s^2-s^3)/s; y = s(1-s); "
            r"σ'(x) = s(1-s); s' = s(1-s); f'(x)=s(1-s); dσ/dx = s(1-s); dy/dx = s(1-s); = s(1-s); s\cdot(1-s); "
            r"s\left(1-s\right); s\times(1-s); s\,(1-s); \frac{s}{1}(1-s); \frac{s(1-s)}{1}; "
            r"\dfrac{s-s^2}{1}; s^1-s^{2}; "
            "s-s^(2); 100% s - s²; s¹-s²; (((s)))(1-s); s(1-s)+0; ½s(2-2s); 1/2*s*(2-2s); s - (s^2); s+-s^2; "
            "-(-s+s²); |s|*(1-s)*s/|s|; sqrt(s^2)(1-s)s/abs(s)"
        ),
        (
            "s(1-s)^2; s; 1-s; 1-s²; s(1+s); s^2-s; s^2(1-s); 2s(1-s); -s(1-s); s(1-s)+1; s-s^3; "
            "(s-s)^2; s*1-s; 0; 1/4; "
            "|s|(1-s); sqrt(s)^2(1-s); s(1-s)+0.0001; s*(1-s)*1.0001; σ(s); e s; s^(1-s)"
        ),
    ),
    (
        "σ(x)*(1-σ(x))",
        "x",
        (
            "σ(x)(1-σ(x)); σ(x)σ(-x); sigmoid(x)(1-sigmoid(x)); logistic(x)*(1-logistic(x)); sigma(x)·sigma(−x); "
            r"\sigma(x)(1-\sigma(x)); σ x - σ(x)^2; σ(x)-σ²(x); σ(x)-σ(x)²; e^-x/(1+e^-x)^2; e^(-x)/(1+e^(-x))²; "
            r"exp(-x)/(1+exp(-x))^2; exp(x)/(1+exp(x))^2; e^x/(e^x+1)^2; e⁻¹e^(1-x)/(1+e^-x)²; 1/(2+e^x+e^-x); "
            r"1/(2+2cosh(x)); (1-tanh(x/2)^2)/4; \frac{e^{-x}}{(1+e^{-x})^2}; 0.25/cosh(x/2)^2; "
            r"Sigmoid(x)*(1-SIGMOID(x)); "
            "σ(x)-σ^2(x); exp(-x)/(1+exp(-x))/(1+exp(-x)); exp(ln(σ(x))+ln(1-σ(x))); σ[x](1-σ[x])"
        ),
        (
            "σ(x)(1+σ(x)); x(1-x); σ(x)^2; 1-σ(x)^2; σ(x); σ(x)(1-x); e^-x/(1+e^-x); "
            "e^-x/(1-e^-x)^2; -e^-x/(1+e^-x)^2; "
            "1/(1+e^-x)^2; tanh(x); 1-tanh(x)^2; σ(x(1-x)); σ(x)σ(x); 0.25"
        ),
    ),
    (
        "exp(-x)/2",
        "x",
        (
            "e^(-x)/2; e^-x/2; ½e^(-x); ½ exp(-x); 0.5exp(-x); 0,5·e^−x; 1/(2e^x); 1/(2*exp(x)); "
            "(1/2)/e^x; (e^x)^-1/2; "
            "exp(-x-ln(2)); exp(-x-log 2); e^(-x)·2⁻¹; 50% e^(-x); π e^(-x)/(2π); (cosh(x)-sinh(x))/2"
        ),
        "e^(-x/2); e^-x*2; e^x/2; -e^x/2; exp(-x); e^(-2x); 1/2-e^x; exp(-(x/2)); 2^(-x)/2",
    ),
    (
        "2*x + 1",
        "x",
        (
            "2x+1; 1+2x; 2·x+1; 2 x + 1; x*2^1+1; x+x+1; 2(x+0.5); (4x²-1)/(2x-1); 1 + x/0.5; 2X+1; "
            "y=2x+1; f(x) = 2x+1; "
            "3x+1-x; 2(x+1)-1; (2x+1)^1; ln(e^(2x+1)); max(2x+1;2x); max(2x+1, 2x); 2x + 100 %; --2x+1; 2x+cos(0)"
        ),
        "2x-1; 2(x+1); x^2+1; x*2+1.001; 2+x; 2x; -2x-1; 2x+2; |2x+1|; 20x+1; 2^x+1",
    ),
    (
        "x*s + 3*x",
        "x s",
        "xs+3x; sx+3x; x s + 3 x; x(s+3); (s+3)x; x*(3+s); 3x+s*x; XS+3X; x·s + 3·x; x^2(s+3)/x",
        "xs+3s; s(x+3); x+s+3x; xs+3; x^s+3x; 3xs; x(s-3)",
    ),
    (
        "θ*x_1 + ŷ",
        "θ x_1 ŷ",
        (
            r"θx1+ŷ; theta x1 + yhat; theta*x_1 + y_hat; \theta x_{1} + \hat{y}; \theta x_1+\hat y; θx₁+ŷ; x1θ+ŷ; "
            "ŷ + x₁·θ; y\u0302+θ x_1"
        ),
        "θ+x1+ŷ; θ ŷ + x1; θ x1 - ŷ; x1+ŷ; θ^x1+ŷ",
    ),
    (
        "max(0, x)",
        "x",
        (
            "relu(x); ReLU(x); max(x,0); max(x;0); max(0,x); MAX(0;x); (x+|x|)/2; (x+abs(x))/2; (x+sqrt(x²))/2; "
            r"-min(0,-x); x-min(x,0); max(0,x)+0; \max(0, x)"
        ),
        "|x|; min(0,x); max(0,-x); x; -relu(-x); max(1,x); max(0,5;x); relu(x)^2",
    ),
]

# A reply, the letters of the question, the place of the first bad character, and words of what is said about it.
UNREADABLE_FORMULAS: list[tuple[str, str, int | None, str]] = [
    ("", "s", None, "Nothing is typed yet"), ("  ", "s", None, "the only letter is s"), ("x(1-x)", "s", 0, "“x”"),
    ("s(1-x)", "s", 4, "“x”"), ("s+y", "s x", 2, "the only letters are s and x"), ("2s+foo(s)", "s", 3, "“foo”"),
    ("softplus(s)", "s", 0, "“softplus”"), ("sq(s)", "s", 0, "“sq”"), ("x12", "x1", 0, "“x”"),
    ("x1", "x", 1, "Type a sign before this number"), ("x2+1", "x", 1, "such as * or ^"),
    ("(x)2", "x", 3, "Type a sign"), ("2 3x", "x", 2, "Type a sign"), ("x 2", "x", 2, "Type a sign"),
    ("σ(1-σ)", "x", 5, "what sigmoid is of"), ("σ'(x)", "x", 1, "what sigmoid is of"),
    ("exp", "x", 3, "what exp is of"), ("exp+x", "x", 3, "what exp is of"), ("x*tanh", "x", 6, "what tanh is of"),
    ("σ^-1(x)", "x", 1, "what sigmoid"), ("sin 2x", "x", 5, "Put brackets"), ("√2x", "x", 2, "Put brackets"),
    ("exp x s", "x s", 6, "Put brackets"), ("ln x(1-x)", "x", 4, "Put brackets"),
    ("e^-2x", "x", 4, "the whole exponent"), ("2^3x", "x", 3, "whole exponent"),
    ("e^x s", "x s", 4, "whole exponent"), ("s^-x x", "s x", 5, "whole exponent"), ("1/2x", "x", 3, "1/(2*x)"),
    ("1/x(1-x)", "x", 3, "brackets around all"), ("1/2 exp(-x)", "x", 4, "Type * here"),
    ("x/2s", "x s", 3, "1/(2*s)"), ("sin⁻¹(x)", "x", 3, "1/sin(x)"), ("max x", "x", 4, "Type brackets behind max"),
    ("max(x)", "x", 5, "two arguments"), ("max(1,2,x)", "x", 5, "semicolon"), ("max(0,5,1,5)", "x", 5, "semicolon"),
    ("min(x; 1; 2)", "x", 8, "“;”"), ("σ(x, 1)", "x", 3, "“,”"), ("(x", "x", 0, "still open"),
    ("[x)", "x", 2, "closes nothing"), ("x)", "x", 1, "closes nothing"), ("x]", "x", 1, "closes nothing"),
    ("|x", "x", 0, "still open"), ("x|", "x", 2, "missing"), ("()", "x", 1, "closes"),
    ("x+", "x", 2, "missing at the end"), ("x^", "x", 2, "missing"), ("*x", "x", 0, "no term before"),
    ("x//2", "x", 2, "no term before"), ("x***2", "x", 3, "no term before"), ("x = 2x", "x", 2, "equals sign"),
    ("2x = x+x", "x", 3, "equals sign"), ("x+1 = 2", "x", 4, "equals sign"), ("y = 2x = x+x", "x", 7, "equals sign"),
    ("x == 2", "x", 2, "equals sign"), ("1,234x", "x", 1, "Type 1234 or 1.234"), ("2e-x", "x", 1, "Type 5e-2"),
    (r"\frac{x}2", "x", 8, "fraction as a/b"), (r"\frac x 2", "x", 6, "fraction as a/b"),
    (r"\foo{x}", "x", 0, "“\\foo”"), ("x!", "x", 1, "“!”"), ("x&s", "x s", 1, "“&”"), ("x;s", "x s", 1, "“;”"),
    ("x:2", "x", 1, "“:”"), ("∞", "x", 0, "“∞”"), ("nan", "x", 0, "“nan”"), ("inf x", "x", 0, "“inf”"),
    ("Σx", "x", 0, "“Σ"), ("∂x", "x", 0, "“∂”"), ("x\x00", "x", 1, "can't be seen"),
    ("\u202ex", "x", 0, "can't be seen"), ("x\u200f", "x", 1, "can't be seen"), ("\ud800", "x", 0, "can't be seen"),
    ("💡x", "x", 0, "“💡”"), ("x#2", "x", 1, "“#”"), ("1/(x-x)", "x", 1, "no value"), ("ln(-x^2)", "x", 0, "no value"),
    ("sqrt(-1-x²)", "x", 0, "no value"), ("1/0", "x", 1, "no value"), ("0^-1", "x", 1, "no value"),
    ("exp(exp(exp(99)))", "x", 4, "no value"), ("9**9**9**9", "x", 4, "no value"),
    ("x^(9^9^9^9)", "x", 6, "no value"), ("__import__('os').system('x')", "x", 0, "“_”"),
    ("eval(x)", "x", 0, "“eval”"), ("lambda: x", "x", 0, "“lambda”"), ("x.__class__", "x", 1, "“.”"),
    ("open('x')", "x", 0, "“open”"), ("x if x else x", "x", 2, "“if”"), ("x[0].y", "x", 4, "“.”"),
]  # fmt: skip

# A reply in the letters x and s, how it is typeset, and how it is kept.
ECHOES: list[tuple[str, str, str]] = [
    ("xs", r"$x \cdot s$", "x*s"), ("x s", r"$x \cdot s$", "x*s"), ("2x", "$2x$", "2*x"), ("-2x", "$-2x$", "-2*x"),
    ("2x^2", "$2x^{2}$", "2*x^2"), ("x²s", r"$x^{2} \cdot s$", "x^2*s"), ("x^2s", r"$x^{2} \cdot s$", "x^2*s"),
    ("x(1-x)", r"$x \cdot \left(1 - x\right)$", "x*(1 - x)"), ("log x", r"$\ln\left(x\right)$", "ln(x)"),
    ("σ(-x)", r"$\sigma\left(-x\right)$", "σ(-x)"), ("sigmoid x", r"$\sigma\left(x\right)$", "σ(x)"),
    ("e^-x", r"$\mathrm{e}^{-x}$", "e^(-x)"), ("x/2/s", r"$\frac{\frac{x}{2}}{s}$", "x/2/s"),
    ("x/(2s)", r"$\frac{x}{2s}$", "x/(2*s)"), ("(x+s)/2", r"$\frac{x + s}{2}$", "(x + s)/2"),
    ("x-(s-1)", r"$x - \left(s - 1\right)$", "x - (s - 1)"), ("2^x^s", "$2^{x^{s}}$", "2^(x^s)"),
    ("(2^x)^s", r"$\left(2^{x}\right)^{s}$", "(2^x)^s"), ("-x^2", "$-x^{2}$", "-x^2"),
    ("(-x)^2", r"$\left(-x\right)^{2}$", "(-x)^2"), ("√x", r"$\sqrt{x}$", "sqrt(x)"),
    ("|x|", r"$\left| x \right|$", "abs(x)"), ("max(0,x)", r"$\max\left(0,\, x\right)$", "max(0; x)"),
    ("5% x", r"$5\,\% \cdot x$", "(5%)*x"), ("1e-3x", r"$1 \cdot 10^{-3} \cdot x$", "0.001*x"),
    ("sinx", r"$\sin\left(x\right)$", "sin(x)"), ("sx", r"$s \cdot x$", "s*x"),
    ("σ²(x)", r"$\left(\sigma\left(x\right)\right)^{2}$", "σ(x)^2"), ("f(x) = 2x", "$2x$", "2*x"),
    ("x*-s", r"$x \cdot \left(-s\right)$", "x*(-s)"), ("0,5x", "$0.5x$", "0.5*x"),
]  # fmt: skip
