def f(x):



    y = x


    breakpoint()

    # a comment

    if y:

        z = 1


    else:

        z = 2



    return z



print(

    f(0),

    f(1)

)
