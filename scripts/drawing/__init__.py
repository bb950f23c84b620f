"""The sample edition's pictures, drawn in code: posters of few colours and strong shapes."""
