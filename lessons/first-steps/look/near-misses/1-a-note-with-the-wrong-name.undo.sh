kubectl delete configmap hello
